// Changes of DER that stay DER: lengths around a change are put right, so that it is found where it is and not by the first length.

const CONSTRUCTED = 0x20;

/** Mutations of a target whose inputs are DER: each changes one value somewhere in the tree. */
export const derMutations = [
  removeElement,
  repeatElement,
  exchangeElements,
  changeTag,
  changeContent,
  growElement,
].map((change) => (bytes, random) => {
  const root = elementsOf(bytes);
  if (root === undefined) return bytes;
  const outer = { tag: undefined, elements: root };
  change(allElements(outer), random);
  return Buffer.concat(outer.elements.map(encoded));
});

/** The elements that bytes consist of; undefined when they do not. Indefinite lengths are no DER. */
function elementsOf(bytes) {
  const elements = [];
  for (let at = 0; at < bytes.length;) {
    const tag = bytes[at];
    const { start, length } = lengthAt(bytes, at + 1);
    if (start === undefined || start + length > bytes.length) return undefined;
    const content = bytes.subarray(start, start + length);
    const inner = tag & CONSTRUCTED ? elementsOf(content) : undefined;
    elements.push({ tag, content, elements: inner });
    at = start + length;
  }
  return elements;
}

function lengthAt(bytes, at) {
  const first = bytes[at];
  if (first === undefined || first === 0x80 || first > 0x83) return {};
  if (first < 0x80) return { start: at + 1, length: first };
  const count = first & 0x7f;
  if (at + count >= bytes.length) return {};
  let length = 0;
  for (let i = 1; i <= count; i += 1) length = length * 256 + bytes[at + i];
  return { start: at + 1 + count, length };
}

function encoded({ tag, content, elements }) {
  const inside =
    elements === undefined ? content : Buffer.concat(elements.map(encoded));
  return Buffer.concat([
    Buffer.from([tag, ...lengthBytes(inside.length)]),
    inside,
  ]);
}

function lengthBytes(length) {
  if (length < 0x80) return [length];
  if (length < 0x100) return [0x81, length];
  if (length < 0x10000) return [0x82, length >> 8, length & 0xff];
  return [0x83, length >> 16, (length >> 8) & 0xff, length & 0xff];
}

/** Those that have elements come often enough: every structure is one. */
function allElements(root) {
  const all = [root];
  for (let i = 0; i < all.length; i += 1) all.push(...(all[i].elements ?? []));
  return all;
}

function removeElement(all, random) {
  const { elements } = parent(all, random);
  elements.splice(random.below(elements.length), 1);
}

function repeatElement(all, random) {
  const { elements } = parent(all, random);
  const copy = random.oneIn(2)
    ? random.pick(elements)
    : random.pick(leaves(all));
  if (copy !== undefined)
    elements.splice(random.below(elements.length + 1), 0, { ...copy });
}

function exchangeElements(all, random) {
  const [one, other] = [random.pick(leaves(all)), random.pick(leaves(all))];
  if (one === undefined) return;
  const { tag, content } = one;
  Object.assign(one, {
    content: other.content,
    tag: random.oneIn(2) ? other.tag : tag,
  });
  if (random.oneIn(2)) Object.assign(other, { tag, content });
}

function changeTag(all, random) {
  const element = random.pick(all.slice(1));
  if (element !== undefined)
    element.tag = random.pick([
      0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x17, 0x18, 0x30, 0x31, 0xa0, 0xa1,
      0x80, 0x1f,
    ]);
}

function changeContent(all, random) {
  const leaf = random.pick(leaves(all));
  if (leaf === undefined) return;
  const content = Buffer.from(leaf.content);
  if (content.length > 0)
    content[random.below(content.length)] = random.below(256);
  leaf.content = content;
}

function growElement(all, random) {
  const leaf = random.pick(leaves(all));
  if (leaf === undefined) return;
  const size = random.below(random.oneIn(8) ? 4096 : 40);
  leaf.content = Buffer.concat([
    leaf.content,
    Buffer.alloc(size, random.pick([0x00, 0xff, 0x80, 0x31])),
  ]);
}

function leaves(all) {
  return all.filter(({ elements }) => elements === undefined);
}

function parent(all, random) {
  return random.pick(all.filter(({ elements }) => elements !== undefined));
}
