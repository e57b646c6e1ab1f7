// The score for people: a line a group, what was missed, and the sums.

/** The table as text. */
export function tableOf(summary, results) {
  const groups = [...new Set(results.map(({ group }) => group))];
  const rows = groups.map((group) => {
    const own = results.filter((result) => result.group === group);
    return [
      group,
      own.length,
      ...["decision", "verdict", "codes"].map((field) => hits(own, field)),
    ];
  });
  const missed = results.filter(
    ({ decision, verdict, codes, limit }) =>
      !decision || !verdict || codes === false || limit !== null,
  );
  return [
    line(["group", "cases", "decision", "verdict", "codes"]),
    ...rows.map(line),
    ...missed.map(
      ({ name, expected, said, codes, limit }) =>
        `  ${name}: expected ${expected}, got ${said}${codes === false ? ", without the code" : ""}${limit === null ? "" : `, ${limit}`}`,
    ),
    `${summary.cases} cases${summary.leftOut > 0 ? ` (${summary.leftOut} about policy left out)` : ""}: ${summary.decision} decided as expected, ${summary.verdict} with the verdict, ${summary.codes ?? "none"} with the codes`,
    `slowest ${summary.slowestMs} ms, largest ${summary.largestMiB ?? "?"} MiB, ${summary.beyondLimits} beyond the limits`,
  ].join("\n");
}

function hits(own, field) {
  return own.some((result) => result[field] !== null)
    ? own.filter((result) => result[field] === true).length
    : "-";
}

function line(cells) {
  return cells
    .map((cell, i) =>
      i === 0 ? String(cell).padEnd(12) : String(cell).padStart(9),
    )
    .join("");
}
