// Changes of JSON documents that stay JSON: what a reader has to understand before it can refuse it.

/** Names and texts that a careless reader takes for something of its own. */
const TRAPS = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "length",
  "",
  "\u0000",
  "\ud800",
  "../../etc/passwd",
];

const DEEP = 70;
const MANY = 40;

/** Mutations of a target whose inputs are JSON: each changes one value somewhere in the document. */
export const jsonMutations = [
  removeEntry,
  repeatEntry,
  renameEntry,
  replaceValue,
  exchangeValues,
  nestValue,
  growList,
  changeText,
].map((change) => (bytes, random) => {
  const root = parsed(bytes);
  if (root === undefined) return bytes;
  change(allNodes(root), random);
  return Buffer.from(written(root));
});

/** The document as a tree that can hold what JSON.parse loses: a name that comes twice. Undefined when it is none. */
function parsed(bytes) {
  try {
    return treeOf(JSON.parse(Buffer.from(bytes).toString()));
  } catch {
    return undefined;
  }
}

function treeOf(value) {
  if (Array.isArray(value))
    return { entries: value.map((item) => [undefined, treeOf(item)]) };
  if (typeof value === "object" && value !== null)
    return {
      named: true,
      entries: Object.entries(value).map(([name, item]) => [
        name,
        treeOf(item),
      ]),
    };
  return { scalar: value };
}

function written({ entries, named, scalar }) {
  if (entries === undefined) return JSON.stringify(scalar);
  const items = entries.map(([name, item]) =>
    named ? `${JSON.stringify(name ?? "0")}:${written(item)}` : written(item),
  );
  return named ? `{${items.join(",")}}` : `[${items.join(",")}]`;
}

function allNodes(root) {
  const nodes = [root];
  for (let i = 0; i < nodes.length; i += 1)
    for (const [, item] of nodes[i].entries ?? []) nodes.push(item);
  return nodes;
}

function removeEntry(nodes, random) {
  const { entries } = parent(nodes, random);
  entries.splice(random.below(entries.length), 1);
}

/** In an object this is a name that comes twice; one of the two may have another value. */
function repeatEntry(nodes, random) {
  const { entries } = parent(nodes, random);
  if (entries.length === 0) return;
  const [name, item] = random.pick(entries);
  const value = random.oneIn(2) ? item : random.pick(nodes);
  entries.splice(random.below(entries.length + 1), 0, [name, copyOf(value)]);
}

function renameEntry(nodes, random) {
  const { entries } = parent(nodes, random);
  if (entries.length === 0) return;
  const names = nodes.flatMap((node) => (node.named ? node.entries : []));
  random.pick(entries)[0] = random.oneIn(2)
    ? random.pick(TRAPS)
    : (names[random.below(names.length)]?.[0] ?? "");
}

function replaceValue(nodes, random) {
  become(random.pick(nodes), otherValue(random));
}

function otherValue(random) {
  return random.pick([
    { scalar: null },
    { scalar: true },
    { scalar: random.uint32() },
    { scalar: -1.5 },
    { scalar: random.pick(TRAPS) },
    { entries: [] },
    { named: true, entries: [] },
    { named: true, entries: [["__proto__", { scalar: "polluted" }]] },
  ]);
}

function exchangeValues(nodes, random) {
  const [one, other] = [random.pick(nodes), random.pick(nodes)];
  const copy = copyOf(one);
  become(one, copyOf(other));
  // Where one is inside of the other there is only one place left.
  if (nodes.includes(other)) become(other, copy);
}

function nestValue(nodes, random) {
  const node = random.pick(nodes);
  let inner = copyOf(node);
  for (let i = 1 + random.below(random.oneIn(4) ? DEEP : 3); i > 0; i -= 1)
    inner = random.oneIn(2)
      ? { entries: [[undefined, inner]] }
      : { named: true, entries: [["components", inner]] };
  become(node, inner);
}

function growList(nodes, random) {
  const { entries } = parent(nodes, random);
  if (entries.length === 0) return;
  const [name, item] = random.pick(entries);
  for (let i = random.below(MANY); i > 0; i -= 1)
    entries.push([`${name ?? ""}${i}`, copyOf(item)]);
}

function changeText(nodes, random) {
  const texts = nodes.filter(({ scalar }) => typeof scalar === "string");
  if (texts.length === 0) return;
  const node = random.pick(texts);
  const at = random.below(node.scalar.length + 1);
  const insert = random.pick(["A", "0", "=", "/", "%", "\\", '"', "\u202e"]);
  node.scalar =
    node.scalar.slice(0, at) + insert + node.scalar.slice(at + random.below(2));
}

function parent(nodes, random) {
  return (
    random.pick(nodes.filter(({ entries }) => entries !== undefined)) ?? {
      entries: [],
    }
  );
}

function become(node, { entries, named, scalar }) {
  Object.assign(node, { entries, named, scalar });
}

function copyOf({ entries, named, scalar }) {
  return {
    named,
    scalar,
    entries: entries?.map(([name, item]) => [name, copyOf(item)]),
  };
}
