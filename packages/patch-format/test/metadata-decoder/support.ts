import { expect } from "@jest/globals";
import { decodeMetadata, encodeMetadata } from "../../src/index.js";
import { PLAIN_METADATA } from "../metadata-vectors.js";

/** A document with which nothing is wrong. */
export const PLAIN_XML = new TextDecoder().decode(
  encodeMetadata(PLAIN_METADATA),
);

export function decode(xml: string): ReturnType<typeof decodeMetadata> {
  return decodeMetadata(new TextEncoder().encode(xml));
}

/** The plain document with one piece of text replaced. */
export function changed(from: string, to: string): string {
  expect(PLAIN_XML).toContain(from);
  return PLAIN_XML.replace(from, to);
}

/** Severity and code of each finding. */
export function findingsOf(xml: string): string[] {
  return decode(xml).findings.map(
    ({ severity, code }) => `${severity} ${code}`,
  );
}
