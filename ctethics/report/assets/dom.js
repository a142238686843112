// Small helpers. Text from the ledger only ever becomes text nodes and attribute values, never markup.

const data = JSON.parse(document.getElementById("data").textContent);
const SVG = "http://www.w3.org/2000/svg";
const byId = (id) => document.getElementById(id);
const shown = new Intl.NumberFormat("en-US");
const rowsOf = (n) => `${shown.format(n)} ${n === 1 ? "row" : "rows"}`;
const slug = (outcome) => outcome.replaceAll(" ", "-");

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) if (value !== null) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

const el = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
const svg = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

function option(select, value, text) {
  select.append(el("option", { value }, text));
}

for (const section of document.querySelectorAll("[data-scripted]")) section.hidden = false;
