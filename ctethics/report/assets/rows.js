// The table of rows: filter, sort, pages. The address keeps what is asked: #outcome=applies&text=acme
//
// view: columns [{ name, label, style, key(row), cell(row) -> nodes }], outcomes [[value, label]],
//       has(row, provision, outcome), tally(rows, provision) -> [[label, number]], text(row), part, noun

function rowTable(rows, view) {
  const form = byId("filter"), field = form.elements, table = byId("table"), size = byId("size");
  const none = { text: "", provision: "", outcome: "", month: "", sort: "", page: "1" };
  const sorted = new Intl.Collator("en", { numeric: true }).compare;
  const hay = rows.map((row) => view.text(row).toLowerCase());
  let asked = { ...none }, found = [], typing = 0;

  option(field.provision, "", "any");
  for (const p of data.provisions) option(field.provision, p.citation, p.headed);
  option(field.outcome, "", "any");
  for (const [value, label] of view.outcomes) option(field.outcome, value, label);
  option(field.month, "", "any");
  for (const month of [...new Set(rows.map((row) => row.date.slice(0, 7)))].sort()) option(field.month, month, month);
  byId("rows-part").textContent = view.part;

  for (const column of view.columns) {
    const button = el("button", { type: "button" }, column.label);
    button.addEventListener("click", () => {
      const next = { [column.name]: `-${column.name}`, [`-${column.name}`]: "" };
      ask({ sort: next[asked.sort] ?? column.name, page: "1" });
    });
    table.tHead.rows[0].append(el("th", { scope: "col", class: column.style ?? null }, button));
  }

  function read() {
    if (location.hash && !location.hash.includes("=")) return false;
    const told = new URLSearchParams(location.hash.slice(1));
    asked = { ...none };
    for (const name of Object.keys(none)) if (told.has(name)) asked[name] = told.get(name);
    return true;
  }

  // What is asked goes into the address without a step in the history; links make one.
  function ask(change) {
    Object.assign(asked, change);
    const told = Object.entries(asked).filter(([name, value]) => value !== none[name]);
    history.replaceState(null, "", told.length ? `#${new URLSearchParams(told)}` : location.pathname + location.search);
    show();
  }

  function filter() {
    const words = asked.text.toLowerCase().split(/\s+/).filter(Boolean);
    found = [];
    rows.forEach((row, i) => {
      if (asked.month && !row.date.startsWith(asked.month)) return;
      if ((asked.provision || asked.outcome) && !view.has(row, asked.provision, asked.outcome)) return;
      if (words.every((word) => hay[i].includes(word))) found.push(row);
    });
    const name = asked.sort.replace("-", ""), column = view.columns.find((c) => c.name === name);
    if (!column) return;
    const order = asked.sort.startsWith("-") ? -1 : 1;
    const keyed = found.map((row) => [column.key(row), row]);
    // What is not known comes last, whichever way.
    keyed.sort(([a], [b]) => (a === null) - (b === null) || order * (typeof a === "string" ? sorted(a, b) : a - b));
    found = keyed.map(([, row]) => row);
  }

  function show() {
    for (const name of ["text", "provision", "outcome", "month"]) if (field[name].value !== asked[name]) field[name].value = asked[name];
    filter();
    const per = Number(size.value), pages = Math.max(1, Math.ceil(found.length / per));
    const page = Math.min(pages, Math.max(1, Number.parseInt(asked.page, 10) || 1));
    asked.page = String(page);
    const start = (page - 1) * per;
    table.tBodies[0].replaceChildren(...found.slice(start, start + per).map((row) =>
      el("tr", {}, ...view.columns.map((c, i) =>
        el(i ? "td" : "th", { class: [c.name, c.style].filter(Boolean).join(" "), scope: i ? null : "row" }, ...c.cell(row))))));
    [...table.tHead.rows[0].cells].forEach((th, i) => {
      const way = { [view.columns[i].name]: "ascending", [`-${view.columns[i].name}`]: "descending" }[asked.sort];
      way ? th.setAttribute("aria-sort", way) : th.removeAttribute("aria-sort");
    });
    byId("count").textContent = `${shown.format(found.length)} of ${shown.format(rows.length)} ${view.noun}`;
    byId("tally").replaceChildren(...view.tally(found, asked.provision).map(([label, n]) =>
      el("li", {}, el("b", {}, n), ` ${label}`)));
    byId("page").textContent = `Page ${shown.format(page)} of ${shown.format(pages)}`;
    for (const button of document.querySelectorAll("[data-page]")) {
      const back = ["first", "back"].includes(button.dataset.page);
      button.disabled = back ? page === 1 : page === pages;
      button.onclick = () => ask({ page: String({ first: 1, back: page - 1, on: page + 1, last: pages }[button.dataset.page]) });
    }
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => { event.preventDefault(); ask({ ...none, sort: asked.sort }); });
  form.addEventListener("change", (event) => { if (event.target !== field.text) ask({ [event.target.name]: event.target.value, page: "1" }); });
  field.text.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => ask({ text: field.text.value, page: "1" }), 120);
  });
  size.addEventListener("change", () => ask({ page: "1" }));
  document.addEventListener("click", (event) => {
    const segment = event.target.closest?.("[data-go]");
    if (segment) location.hash = segment.dataset.go;
  });
  addEventListener("hashchange", () => {
    if (!read()) return;
    show();
    byId("rows").scrollIntoView();
    byId("rows").focus({ preventScroll: true });
  });
  read();
  show();
}

// Amounts are text as in `$1,234.56`; whole cents are exact in a number up to ninety trillion dollars.
const cents = (text) => (/^\$[\d,]+\.\d\d$/.test(text) ? Number(text.replace(/\D/g, "")) : null);

function worth(rows) {
  const known = rows.map((row) => cents(row.value)).filter((n) => n !== null);
  if (!known.length) return [];
  const total = known.reduce((a, n) => a + BigInt(n), 0n).toString().padStart(3, "0");
  const unknown = rows.length - known.length;
  const dollars = `$${shown.format(BigInt(total.slice(0, -2)))}.${total.slice(-2)}`;
  return [[unknown ? `in value, and ${rowsOf(unknown)} of unknown value` : "in value", dollars]];
}

const partsOf = (row) => row.parties.map(([role, name]) => el("span", { class: "group", title: role }, name));
const cite = (citation) => data.names[citation] ?? citation;
const unknown = (text) => (text ? [text] : [el("span", { class: "none" }, "unknown")]);
// Citations and days do not break at their hyphens; what stands around them may.
function citation(text) {
  return text.split(/(§ \S+|\d{4}-\d\d-\d\d)/).map((part, i) => (i % 2 ? el("span", { class: "whole" }, part) : part));
}
const chip = (outcome) => el("span", { class: `chip ${slug(outcome)}` }, outcome);
