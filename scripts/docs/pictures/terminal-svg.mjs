// A picture of a terminal, out of what it shows with its escape sequences.

const CELL = { width: 7.8, height: 17 };
const MARGIN = 14;
const BACKGROUND = "#1c1f26";
const FOREGROUND = "#d7dae0";

/** The eight colours of a terminal, and the bright ones. */
const COLOURS = [
  ...["#5c6370", "#e06c75", "#98c379", "#e5c07b"],
  ...["#61afef", "#c678dd", "#56b6c2", "#d7dae0"],
];

/**
 * The terminal's lines as an SVG document.
 *
 * @param {string} text - lines with SGR escape sequences, as `tmux capture-pane -e -p` gives them
 * @param {number} columns
 */
export function terminalSvg(text, columns) {
  const lines = text.trimEnd().split("\n");
  const width = Math.ceil(columns * CELL.width + 2 * MARGIN);
  const height = lines.length * CELL.height + 2 * MARGIN;
  const rows = lines.map((line, i) => row(line, MARGIN + i * CELL.height + 13));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<rect width="100%" height="100%" rx="8" fill="${BACKGROUND}"/>
<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="13" fill="${FOREGROUND}">
${rows.join("\n")}
</g>
</svg>
`;
}

/** One line: a text with a span for each run of one style, each at the column where it begins, so that no font can shift it. */
function row(line, y) {
  let style = {};
  let column = 0;
  const spans = [];
  for (const [i, part] of line.split("\u001b[").entries()) {
    const end = i === 0 ? 0 : part.indexOf("m") + 1;
    if (i > 0) style = styled(style, part.slice(0, end - 1));
    // Words by themselves: a picture has no say in how a viewer treats repeated spaces.
    for (const { 0: words, index } of part.slice(end).matchAll(/\S+(?: \S+)*/g))
      spans.push(span(words, column + index, style));
    column += part.length - end;
  }
  return `<text y="${y}">${spans.join("")}</text>`;
}

function span(text, column, { colour, bold, dim }) {
  const x = (MARGIN + column * CELL.width).toFixed(1);
  const length = (text.length * CELL.width).toFixed(1);
  const attributes = [
    ...(colour === undefined ? [] : [` fill="${colour}"`]),
    ...(bold ? [' font-weight="bold"'] : []),
    ...(dim ? [' opacity="0.65"'] : []),
  ];
  return `<tspan x="${x}" textLength="${length}"${attributes.join("")}>${escaped(text)}</tspan>`;
}

/** A style after the codes of one SGR sequence. */
function styled(style, codes) {
  return codes.split(";").map(Number).reduce(withCode, style);
}

function withCode(style, code) {
  if (code === 0) return {};
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code === 39) return { ...style, colour: undefined };
  if (code >= 30 && code <= 37) return { ...style, colour: COLOURS[code - 30] };
  if (code >= 90 && code <= 97) return { ...style, colour: COLOURS[code - 90] };
  return style;
}

function escaped(text) {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
