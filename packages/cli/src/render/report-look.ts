import type { Io, TextSink } from "../world/io.js";
import { createStyle, type Style } from "./style.js";

/** How a report is to look. */
export interface ReportLook {
  readonly style: Style;
  /** Width to fill. */
  readonly columns: number;
  /** `errors`: the verdict and why; `short`: long lists are cut; `full`: everything. */
  readonly extent: "errors" | "short" | "full";
}

const DEFAULT_COLUMNS = 80;
const MIN_COLUMNS = 20;

/** The look that fits a stream: colours and width of the terminal, or what the environment asks for. */
export function lookFor(
  sink: TextSink,
  env: Io["env"],
  extent: ReportLook["extent"],
): ReportLook {
  return {
    style: createStyle(sink, env),
    columns: columnsOf(sink, env),
    extent,
  };
}

function columnsOf(sink: TextSink, env: Io["env"]): number {
  const asked = /^[1-9][0-9]{0,3}$/.exec(env["COLUMNS"] ?? "")?.[0];
  const columns =
    sink.columns ?? (asked === undefined ? DEFAULT_COLUMNS : Number(asked));
  return Math.max(MIN_COLUMNS, columns);
}
