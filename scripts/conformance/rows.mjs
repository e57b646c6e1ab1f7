// Cases are written down as rows of a table: [name, title, why, codes, what the target does, make].

/**
 * Cases of rows.
 *
 * @param group - the class; names begin with it
 * @param remarks - names of cases that are worth a remark and no more
 */
export function fromRows(group, rows, remarks = []) {
  return rows.map(([name, title, why, codes, target, make]) => ({
    group,
    name: `${group}-${name}`,
    title,
    why,
    verdict: remarks.includes(name) ? "trusted" : "malformed",
    codes,
    target,
    make,
  }));
}

/** Rows whose maker gives a patch part by part: [name, title, why, codes, build, what the target does]. */
export function madeBy(make, rows, prefix = "") {
  return rows.map(([name, title, why, codes, build, target]) => [
    `${prefix}${name}`,
    title,
    why,
    codes,
    target,
    () => make(build),
  ]);
}
