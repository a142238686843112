// One ledger under two laws: a row for each provision whose outcome changes.

const rows = data.rows.map(([id, date, parties, value, provision, one, other]) =>
  ({ id, date, parties, value, provision: data.provisions[provision], change: `${data.outcomes[one]} → ${data.outcomes[other]}`, one, other }));
const changes = [...new Set(rows.map((row) => row.change))].sort();

function tally(found) {
  const ids = new Map(found.map((row) => [row.id, row]));
  const by = changes.map((c) => [c, found.filter((row) => row.change === c).length]).filter(([, n]) => n);
  return [[ids.size === 1 ? "row of the ledger" : "rows of the ledger", shown.format(ids.size)], ...by.map(([c, n]) => [c, shown.format(n)]), ...worth([...ids.values()])];
}

rowTable(rows, {
  part: data.rows_total > rows.length
    ? `The first ${shown.format(rows.length)} of ${shown.format(data.rows_total)} changes are in this page; the counts above are of all.`
    : "All changes are in this page.",
  noun: "changes",
  outcomes: changes.map((c) => [c, c]),
  columns: [
    { name: "id", label: "Id", key: (row) => row.id, cell: (row) => [row.id] },
    { name: "date", label: "Date", key: (row) => row.date, cell: (row) => [row.date] },
    { name: "parties", label: "Parties", key: (row) => row.parties.map(([, n]) => n).join(" ") || null, cell: partsOf },
    { name: "value", label: "Value", style: "number", key: (row) => cents(row.value), cell: (row) => unknown(row.value) },
    { name: "provision", label: "Provision", key: (row) => row.provision.cited, cell: (row) => citation(row.provision.headed) },
    { name: "change", label: "Change", key: (row) => row.change,
      cell: (row) => [chip(data.outcomes[row.one]), " → ", chip(data.outcomes[row.other])] },
  ],
  has: (row, provision, outcome) => (!provision || row.provision.citation === provision) && (!outcome || row.change === outcome),
  tally,
  text: (row) => [row.id, row.date, ...row.parties.map(([, n]) => n), row.value, row.provision.headed, row.change].join("\n"),
});
byId("outcome-label").textContent = "Change";
