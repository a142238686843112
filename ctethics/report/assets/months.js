// The chart by month: stacked columns of one provision, to choose; a column leads to its rows.

function monthChart() {
  const box = byId("chart"), select = byId("chart-provision"), said = byId("chart-said"), table = byId("chart-table");
  if (!box) return;
  const { spans, series } = data.months;
  const drawn = data.outcomes.slice(0, 3);
  const provisions = Object.keys(series).map(Number);
  for (const p of provisions) option(select, data.provisions[p].citation, data.provisions[p].headed);
  let active = 0;

  const countsOf = (span) => drawn.map((_, o) => current()[span]?.[o] ?? 0);
  const current = () => series[data.provisions.findIndex((p) => p.citation === select.value)] ?? {};
  const words = (counts) => drawn.map((o, i) => `${shown.format(counts[i])} ${o}`).join(", ");
  const sum = (counts) => counts.reduce((a, b) => a + b, 0);

  function say(span = null) {
    const every = spans.map((_, i) => countsOf(i));
    const total = drawn.map((_, o) => sum(every.map((c) => c[o])));
    const name = select.selectedOptions[0]?.textContent ?? "";
    said.textContent = span === null ? `${name}, all months: ${words(total)}` : `${name}, ${spans[span].name}: ${words(every[span])}`;
  }

  function steps(most) {
    const raw = Math.max(1, most / 4), ten = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].map((n) => n * ten).find((n) => n >= raw);
    const top = Math.max(step, Math.ceil(most / step) * step);
    return Array.from({ length: Math.round(top / step) + 1 }, (_, i) => i * step);
  }

  function labelOf(span, wide) {
    const [year, month] = spans[span].first.split("-");
    if (spans.some((s) => !s.month)) return "";
    const name = new Date(Date.UTC(2000, Number(month) - 1, 1)).toLocaleString("en-US", { month: "long", timeZone: "UTC" });
    return wide >= 34 ? name.slice(0, 3) : wide >= 13 ? name[0] : "";
  }

  function draw() {
    const width = Math.max(280, box.clientWidth || 900), height = 260;
    const left = 52, right = 6, top = 10, bottom = 38;
    const every = spans.map((_, i) => countsOf(i));
    const ticks = steps(Math.max(0, ...every.map(sum)));
    const y = (n) => top + (height - top - bottom) * (1 - n / ticks.at(-1));
    const wide = (width - left - right) / spans.length, thick = Math.min(46, Math.max(1, wide * 0.72));
    const name = select.selectedOptions[0]?.textContent ?? "";
    const chart = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": `Rows by month, ${name}` });
    for (const tick of ticks) {
      chart.append(
        svg("line", { class: "grid", x1: left, x2: width - right, y1: y(tick), y2: y(tick) }),
        svg("text", { x: left - 8, y: y(tick) + 4, "text-anchor": "end" }, shown.format(tick)),
      );
    }
    let lastYear = "", free = 0;
    spans.forEach((span, i) => {
      const x = left + i * wide, counts = every[i];
      const said_ = `${span.name}: ${words(counts)}`;
      const hash = new URLSearchParams({ provision: select.value, month: span.first });
      const link = { href: `#${hash}`, tabindex: i === active ? 0 : -1, "aria-label": said_ };
      const column = span.month ? svg("a", link) : svg("g", { tabindex: i === active ? 0 : -1, role: "img", "aria-label": said_ });
      column.append(svg("rect", { class: "hit", x, y: top, width: wide, height: height - top - bottom }), svg("title", {}, said_));
      let base = 0;
      counts.forEach((count, o) => {
        if (!count) return;
        const high = Math.max(1, y(base) - y(base + count));
        column.append(svg("rect", { class: slug(drawn[o]), x: x + (wide - thick) / 2, y: y(base) - high, width: thick, height: high }));
        base += count;
      });
      column.addEventListener("pointerenter", () => say(i));
      column.addEventListener("focus", () => say(i));
      column.addEventListener("keydown", (event) => move(event, i));
      column.dataset.span = i;
      chart.append(column);
      const label = labelOf(i, wide), year = span.first.slice(0, 4);
      if (label) chart.append(svg("text", { x: x + wide / 2, y: height - bottom + 15, "text-anchor": "middle" }, label));
      if (year !== lastYear && x >= free) {
        chart.append(svg("text", { x: x + (label ? wide / 2 : 0), y: height - bottom + 31, "text-anchor": label ? "middle" : "start" }, year));
        free = x + 40;
      }
      lastYear = year;
    });
    chart.addEventListener("pointerleave", () => say());
    box.replaceChildren(chart);
    say();
    const heads = ["Month", ...drawn].map((h, i) => el("th", { scope: "col", class: i ? "number" : null }, h));
    const lines = spans.map((span, i) =>
      el("tr", {}, el("th", { scope: "row" }, span.name), ...every[i].map((n) => el("td", { class: "number" }, shown.format(n)))));
    table.replaceChildren(el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...lines));
  }

  // One stop for the Tab key; the arrows go from month to month.
  function move(event, from) {
    const to = { ArrowRight: from + 1, ArrowLeft: from - 1, Home: 0, End: spans.length - 1 }[event.key];
    if (to === undefined || !spans[to]) return;
    event.preventDefault();
    const columns = box.querySelectorAll("[data-span]");
    columns[from].setAttribute("tabindex", -1);
    active = to;
    columns[to].setAttribute("tabindex", 0);
    columns[to].focus();
  }

  select.value = data.months.first;
  select.addEventListener("change", draw);
  let drawnAt = 0;
  new ResizeObserver(() => {
    if (box.clientWidth !== drawnAt) { drawnAt = box.clientWidth; draw(); }
  }).observe(box);
  draw();
}
