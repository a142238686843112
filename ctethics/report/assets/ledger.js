// One ledger under one law.

const CODES = "0123";
const rows = data.rows.map(([id, kind, date, parties, value, codes, excepted, needs, duties]) =>
  ({ id, kind, date, parties, value, codes, excepted, needs, duties }));
const at = new Map(data.provisions.map((p, i) => [p.citation, i]));

// What the policy says stands below what the statute says.
function outcomesCell(row) {
  const groups = [false, true].flatMap((policy) => data.outcomes.slice(0, 3).flatMap((outcome, o) => {
    const some = data.provisions.filter((p, i) => p.policy === policy && row.codes[i] === CODES[o]);
    const cited = some.flatMap((p, i) => [i ? ", " : " ", ...citation(p.cited)]);
    return some.length ? [el("span", { class: "group" }, chip(outcome), ...cited)] : [];
  }));
  return groups.length ? groups : [el("span", { class: "none" }, "nothing applies, is excepted or is undetermined")];
}

function tally(found, provision) {
  const own = at.get(provision);
  const counts = data.outcomes.map((outcome, o) => {
    const number = found.filter((row) => (own === undefined ? row.codes.includes(CODES[o]) : row.codes[own] === CODES[o])).length;
    return [own === undefined && o < 3 ? `with something that ${outcome === "applies" ? outcome : `is ${outcome}`}` : outcome, shown.format(number)];
  });
  return [...(own === undefined ? counts.slice(0, 3) : counts), ...worth(found)];
}

const hasValue = rows.some((row) => row.value);
const listed = (name, label, list, show = String) => ({
  name, label,
  key: (row) => (list(row).length ? list(row).map(show).join(", ") : null),
  cell: (row) => list(row).map((item) => el("span", { class: "group" }, ...citation(show(item)))),
});
const due = ([provision, day]) => `${cite(provision)}: ${day ?? "no day can be told"}`;

monthChart();
rowTable(rows, {
  part: data.rows_total > rows.length
    ? `The first ${shown.format(rows.length)} of ${rowsOf(data.rows_total)} are in this page; the counts above are of all.`
    : "All rows are in this page.",
  noun: "rows",
  outcomes: data.outcomes.map((o) => [o, o]),
  columns: [
    { name: "id", label: "Id", key: (row) => row.id, cell: (row) => [row.id] },
    ...(data.kinds > 1 ? [{ name: "kind", label: "Kind", key: (row) => row.kind, cell: (row) => [row.kind] }] : []),
    { name: "date", label: "Date", key: (row) => row.date, cell: (row) => [row.date] },
    { name: "parties", label: "Parties", key: (row) => row.parties.map(([, n]) => n).join(" ") || null, cell: partsOf },
    ...(hasValue ? [{ name: "value", label: "Value", style: "number", key: (row) => cents(row.value), cell: (row) => unknown(row.value) }] : []),
    { name: "outcomes", label: "Outcomes", cell: outcomesCell, key: (row) => -[...row.codes].filter((c) => c === "0").length },
    listed("excepted", "Excepted by", (row) => row.excepted, cite),
    listed("needs", "Would settle it", (row) => row.needs),
    listed("due", "Due", (row) => row.duties, due),
  ],
  has: (row, provision, outcome) => {
    const code = CODES[data.outcomes.indexOf(outcome)];
    if (!provision) return row.codes.includes(code);
    const own = row.codes[at.get(provision)] ?? "-";
    return outcome ? own === code : own !== "-";
  },
  tally,
  text: (row) => [row.id, row.kind, row.date, ...row.parties.map(([, n]) => n), row.value, ...row.excepted.map(cite), ...row.needs, ...row.duties.map(due)].join("\n"),
});
