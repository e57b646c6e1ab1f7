// Changes of texts whose structure is lines and elements: YAML and XML.

/** Mutations of a target whose inputs are YAML or XML. */
export const textMutations = [
  onLines(removeLine),
  onLines(repeatLine),
  onLines(moveLine),
  onLines(indentLine),
  onLines(changeValue),
  changeElement,
];

const INDENT = /^ */;
const VALUES = [
  "",
  " ~",
  " 20.06",
  " 1e999",
  " 0x10",
  " yes",
  " 'a",
  ' "\\x"',
  " |",
  " >-",
  " &a b",
  " *a",
  " !!binary x",
  " [",
  " {a: b}",
  " - c",
  " # d",
  " __proto__",
];

function onLines(change) {
  return (bytes, random) => {
    const lines = Buffer.from(bytes).toString("latin1").split("\n");
    change(lines, random);
    return Buffer.from(lines.join("\n"), "latin1");
  };
}

function removeLine(lines, random) {
  lines.splice(random.below(lines.length), 1);
}

function repeatLine(lines, random) {
  lines.splice(random.below(lines.length + 1), 0, random.pick(lines));
}

function moveLine(lines, random) {
  const [line] = lines.splice(random.below(lines.length), 1);
  lines.splice(random.below(lines.length + 1), 0, line);
}

function indentLine(lines, random) {
  const at = random.below(lines.length);
  lines[at] = lines[at].replace(INDENT, " ".repeat(random.below(9)));
}

function changeValue(lines, random) {
  const at = random.below(lines.length);
  lines[at] = lines[at].replace(/:.*/, () => `:${random.pick(VALUES)}`);
}

/** Takes an element out, doubles it, or puts it into itself. */
function changeElement(bytes, random) {
  const text = Buffer.from(bytes).toString("latin1");
  const elements = [...text.matchAll(/<([A-Z_]+)[^<>]*>[^<]*<\/\1>/g)];
  if (elements.length === 0) return bytes;
  const [whole] = random.pick(elements);
  const [head, ...rest] = text.split(whole);
  const inner = whole.replace(/>/, () => `>${whole}`);
  const changed = random.pick(["", whole + whole, inner]);
  return Buffer.from(head + changed + rest.join(whole), "latin1");
}
