import { data, Evaluator, Lexer, Parser } from "@actions/expressions";

const CONTEXTS = ["github", "env", "inputs", "secrets", "steps", "needs"];
const EXPRESSION = /\$\{\{(.*?)\}\}/gs;

/**
 * Text with the value of every `${{ }}` in it, by GitHub's own evaluator.
 *
 * @param {unknown} text - as YAML gives it
 * @param {Record<string, unknown>} contexts - by name, see CONTEXTS
 * @returns {string}
 */
export function expand(text, contexts) {
  return String(text).replace(EXPRESSION, (_, expression) =>
    evaluate(expression, contexts, false).coerceString(),
  );
}

/**
 * Whether a step runs. GitHub puts `success() &&` before a condition that asks for no status itself.
 *
 * @param {string | undefined} condition
 * @param {Record<string, unknown>} contexts
 * @param {boolean} failed - an earlier step has
 * @returns {boolean}
 */
export function holds(condition, contexts, failed) {
  const asked = condition ?? "success()";
  const whole = /\b(?:always|success|failure|cancelled)\(/.test(asked)
    ? asked
    : `success() && (${asked})`;
  return truthy(evaluate(whole, contexts, failed));
}

function evaluate(expression, contexts, failed) {
  const { tokens } = new Lexer(expression.trim()).lex();
  const status = statusFunctions(failed);
  const tree = new Parser(tokens, CONTEXTS, [...status.values()]).parse();
  return new Evaluator(tree, toData(contexts), status).evaluate();
}

function statusFunctions(failed) {
  const answers = {
    always: true,
    success: !failed,
    failure: failed,
    cancelled: false,
  };
  return new Map(
    Object.entries(answers).map(([name, answer]) => [
      name,
      {
        name,
        minArgs: 0,
        maxArgs: 0,
        call: () => new data.BooleanData(answer),
      },
    ]),
  );
}

function toData(value) {
  if (value === undefined || value === null) return new data.Null();
  if (typeof value === "boolean") return new data.BooleanData(value);
  if (typeof value === "number") return new data.NumberData(value);
  if (typeof value === "string") return new data.StringData(value);
  return new data.Dictionary(
    ...Object.entries(value).map(([key, item]) => ({
      key,
      value: toData(item),
    })),
  );
}

/** GitHub's falsy values: false, 0, empty text and null. */
function truthy(value) {
  return !["", "0", "false"].includes(value.coerceString());
}
