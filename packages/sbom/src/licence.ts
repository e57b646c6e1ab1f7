import parseExpression, { type Info } from "spdx-expression-parse";

/** What an RPM's License tag says: an SPDX expression where it is one, else words of somebody's own. */
export type DeclaredLicence =
  | {
      readonly kind: "expression";
      /** In its normal form: operators in capitals. */
      readonly expression: string;
      /** It is one licence's id and nothing else. */
      readonly isId: boolean;
    }
  | { readonly kind: "text"; readonly text: string };

/** The parser works by recursion; no real expression is longer. */
const MAX_EXPRESSION = 1_000;

/**
 * Reads a License tag; undefined when it is empty. A reference to a licence that is defined elsewhere (`LicenseRef-`) is taken for words, as
 * there is nothing here that it could refer to.
 */
export function declaredLicence(tag: string): DeclaredLicence | undefined {
  const text = tag.trim();
  if (text === "") return undefined;
  const parsed = parsedExpression(text);
  if (parsed === undefined) return { kind: "text", text };
  const expression = expressionText(parsed);
  return { kind: "expression", expression, isId: isPlainId(parsed) };
}

function parsedExpression(text: string): Info | undefined {
  if (text.length > MAX_EXPRESSION || text.includes("Ref-")) return undefined;
  try {
    return parseExpression(text);
  } catch {
    // It says no more than that it is none.
    return undefined;
  }
}

function isPlainId(info: Info): boolean {
  return (
    "license" in info && info.plus !== true && info.exception === undefined
  );
}

function expressionText(info: Info): string {
  if ("license" in info) {
    const plus = info.plus === true ? "+" : "";
    const exception =
      info.exception === undefined ? "" : ` WITH ${info.exception}`;
    return `${info.license}${plus}${exception}`;
  }
  const { left, right, conjunction } = info;
  const side = (part: Info): string => {
    const isWeaker = "conjunction" in part && part.conjunction !== conjunction;
    return isWeaker ? `(${expressionText(part)})` : expressionText(part);
  };
  return `${side(left)} ${conjunction.toUpperCase()} ${side(right)}`;
}
