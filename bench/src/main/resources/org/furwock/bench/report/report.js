"use strict";

// Draws each figure: bars whose names stand on them, so that no name is cut at any width.
(() => {
  const ROW = 24, AXIS = 26, TITLE_GAP = 6, NUMBERS = 52;
  // Faster than this is no longer told apart by its bar, but by its number.
  const WIDEST = 4;
  const FONT = "13px system-ui, sans-serif";
  const style = getComputedStyle(document.documentElement);
  const color = name => style.getPropertyValue(name);
  const side = bar => (bar.ours ? "--ours" : "--peer");
  const times = speed => speed.toFixed(speed < 10 ? 2 : 0) + "\u00d7";

  // One row for each title that is not empty, and one for each bar.
  const rows = groups => groups.flatMap(
    group => (group.title ? [{title: group.title}] : []).concat(group.bars));

  const labels = {
    id: "labels",
    afterDatasetsDraw(chart) {
      const {ctx, width, chartArea: {left, right}, scales: {x, y}} = chart;
      ctx.save();
      ctx.textBaseline = "middle";
      chart.options.rows.forEach((row, i) => {
        const middle = y.getPixelForValue(i);
        if (row.title) {
          write(ctx, row.title, left, middle + TITLE_GAP / 2, right - left, "--quiet", "600 ");
          return;
        }
        interval(ctx, x, row, middle + ROW / 2 - 4, right);
        write(ctx, row.name, left + 6, middle, right - left - 6, "--text", "");
        ctx.textAlign = "right";
        write(ctx, times(row.speed), width, middle, NUMBERS, "--text", "600 ");
        ctx.textAlign = "left";
      });
      ctx.restore();
    },
  };

  // Around the letters is a rim, since a bar may end below them. Where there is too little room,
  // the letters become narrower.
  function write(ctx, text, at, middle, room, ink, weight) {
    ctx.font = weight + FONT;
    ctx.strokeStyle = color("--ground");
    ctx.lineWidth = 3;
    ctx.lineJoin = "round";
    ctx.globalAlpha = 0.7;
    ctx.strokeText(text, at, middle, room);
    ctx.globalAlpha = 1;
    ctx.fillStyle = color(ink);
    ctx.fillText(text, at, middle, room);
  }

  function interval(ctx, x, row, at, right) {
    if (row.low === null) {
      return;
    }
    ctx.fillStyle = color(side(row));
    const from = Math.min(x.getPixelForValue(row.low), right);
    const to = Math.min(x.getPixelForValue(row.high), right);
    ctx.fillRect(from, at, Math.max(1, to - from), 1.5);
  }

  function describe(row) {
    const spread = row.low === null ? "" : ` (95 %: ${times(row.low)} to ${times(row.high)})`;
    return `${times(row.speed)} as fast${spread}`;
  }

  function options(shown, widest) {
    return {
      rows: shown,
      indexAxis: "y",
      animation: false,
      maintainAspectRatio: false,
      layout: {padding: {right: NUMBERS}},
      scales: {
        x: {
          min: 0,
          max: widest,
          border: {display: false},
          grid: {color: tick => color(tick.tick.value === 1 ? "--peer" : "--line")},
          ticks: {
            stepSize: 1,
            autoSkip: false,
            includeBounds: false,
            color: () => color("--quiet"),
            callback: value => (Number.isInteger(value) ? value + "\u00d7" : ""),
          },
        },
        y: {display: false},
      },
      plugins: {
        legend: {display: false},
        tooltip: {
          filter: item => !shown[item.dataIndex].title,
          callbacks: {
            title: items => items.map(item => shown[item.dataIndex].name).join(),
            label: item => describe(shown[item.dataIndex]),
          },
        },
      },
    };
  }

  function draw(figure) {
    const groups = JSON.parse(figure.querySelector("script").textContent);
    const shown = rows(groups);
    const bars = shown.filter(row => !row.title);
    const widest = Math.min(WIDEST, Math.max(1.25, ...bars.map(bar => bar.speed * 1.05)));
    const canvas = figure.appendChild(document.createElement("canvas"));
    figure.style.height = shown.length * ROW + AXIS + "px";
    return new Chart(canvas, {
      type: "bar",
      data: {
        labels: shown.map((row, i) => i),
        datasets: [{
          data: shown.map(row => (row.title ? null : row.speed)),
          backgroundColor: item => color(side(shown[item.dataIndex]) + "-tint"),
          borderColor: item => color(side(shown[item.dataIndex])),
          borderWidth: {right: 3},
          borderSkipped: false,
          barThickness: ROW - 4,
        }],
      },
      options: options(shown, widest),
      plugins: [labels],
    });
  }

  const charts = [...document.querySelectorAll("figure.bars")].map(draw);
  matchMedia("(prefers-color-scheme: dark)")
    .addEventListener("change", () => charts.forEach(chart => chart.update()));
  addEventListener("beforeprint", () => charts.forEach(chart => chart.resize()));
})();
