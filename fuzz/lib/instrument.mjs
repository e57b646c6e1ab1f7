// Puts a counter into every branch of a module, with the TypeScript compiler as parser and printer.
import ts from "typescript";

const { factory } = ts;
const COUNTERS = "__fuzzCounters";

/**
 * The module with counters: at the start of every function and catch clause, in every arm of if, switch,
 * conditional and logical expressions (a missing else gets one), and in every loop body.
 *
 * The counters come from `globalThis.fuzzRegister(count, constants)`, which also gets the numbers and
 * strings of the code: what it compares with is what an input needs.
 */
export function instrument(source, fileName) {
  const file = ts.createSourceFile(
    fileName,
    source,
    ts.ScriptTarget.ESNext,
    true,
    ts.ScriptKind.JS,
  );
  const probes = new Probes();
  const { transformed } = ts.transform(file, [probes.transformer]);
  const body = ts.createPrinter().printFile(transformed[0]);
  const constants = JSON.stringify([...probes.constants]);
  return `const ${COUNTERS} = globalThis.fuzzRegister(${probes.count}, ${constants});\n${body}`;
}

class Probes {
  count = 0;
  constants = new Set();

  transformer = (context) => {
    const visit = (node) => {
      this.#collect(node);
      return this.#counted(ts.visitEachChild(node, visit, context));
    };
    return (file) => ts.visitNode(file, visit);
  };

  #collect(node) {
    if (ts.isNumericLiteral(node)) this.constants.add(Number(node.text));
    else if (ts.isStringLiteral(node) && !ts.isImportDeclaration(node.parent))
      this.constants.add(node.text);
  }

  #counted(node) {
    if (ts.isIfStatement(node))
      return factory.updateIfStatement(
        node,
        node.expression,
        this.#statement(node.thenStatement),
        this.#statement(node.elseStatement ?? factory.createBlock([])),
      );
    if (ts.isIterationStatement(node, false)) return this.#loop(node);
    if (ts.isCaseClause(node))
      return factory.updateCaseClause(node, node.expression, [
        this.#probeStatement(),
        ...node.statements,
      ]);
    if (ts.isDefaultClause(node))
      return factory.updateDefaultClause(node, [
        this.#probeStatement(),
        ...node.statements,
      ]);
    if (ts.isCatchClause(node))
      return factory.updateCatchClause(
        node,
        node.variableDeclaration,
        this.#statement(node.block),
      );
    if (ts.isConditionalExpression(node))
      return factory.updateConditionalExpression(
        node,
        node.condition,
        node.questionToken,
        this.#expression(node.whenTrue),
        node.colonToken,
        this.#expression(node.whenFalse),
      );
    if (ts.isBinaryExpression(node) && isLogical(node.operatorToken.kind))
      return factory.updateBinaryExpression(
        node,
        node.left,
        node.operatorToken,
        this.#expression(node.right),
      );
    return this.#function(node);
  }

  #loop(node) {
    const statement = this.#statement(node.statement);
    if (ts.isForStatement(node))
      return factory.updateForStatement(
        node,
        node.initializer,
        node.condition,
        node.incrementor,
        statement,
      );
    if (ts.isForOfStatement(node))
      return factory.updateForOfStatement(
        node,
        node.awaitModifier,
        node.initializer,
        node.expression,
        statement,
      );
    if (ts.isForInStatement(node))
      return factory.updateForInStatement(
        node,
        node.initializer,
        node.expression,
        statement,
      );
    if (ts.isWhileStatement(node))
      return factory.updateWhileStatement(node, node.expression, statement);
    return factory.updateDoStatement(node, statement, node.expression);
  }

  #function(node) {
    if (!ts.isFunctionLike(node) || node.body === undefined) return node;
    const body = ts.isBlock(node.body)
      ? this.#statement(node.body)
      : this.#expression(node.body);
    if (ts.isArrowFunction(node))
      return factory.updateArrowFunction(
        node,
        node.modifiers,
        undefined,
        node.parameters,
        undefined,
        node.equalsGreaterThanToken,
        body,
      );
    if (ts.isFunctionDeclaration(node))
      return factory.updateFunctionDeclaration(
        node,
        node.modifiers,
        node.asteriskToken,
        node.name,
        undefined,
        node.parameters,
        undefined,
        body,
      );
    if (ts.isMethodDeclaration(node))
      return factory.updateMethodDeclaration(
        node,
        node.modifiers,
        node.asteriskToken,
        node.name,
        undefined,
        undefined,
        node.parameters,
        undefined,
        body,
      );
    return node;
  }

  #statement(statement) {
    const statements = ts.isBlock(statement)
      ? statement.statements
      : [statement];
    return factory.createBlock([this.#probeStatement(), ...statements], true);
  }

  #expression(expression) {
    return factory.createParenthesizedExpression(
      factory.createComma(this.#probe(), expression),
    );
  }

  #probeStatement() {
    return factory.createExpressionStatement(this.#probe());
  }

  #probe() {
    return factory.createPostfixIncrement(
      factory.createElementAccessExpression(
        factory.createIdentifier(COUNTERS),
        this.count++,
      ),
    );
  }
}

function isLogical(kind) {
  return (
    kind === ts.SyntaxKind.AmpersandAmpersandToken ||
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.QuestionQuestionToken
  );
}
