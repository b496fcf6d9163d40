// Measures a page that is shown in a frame: what is cut off, what overlaps, what is hard to read.
function measure(frame) {
  const view = frame.contentWindow;
  const page = frame.contentDocument;
  const width = view.innerWidth;
  const found = { cut: [], overlaps: [], outside: [], faint: [], texts: 0 };
  const near = (text) => text.trim().slice(0, 40);

  const texts = [];
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim()) continue;
    const range = page.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width > 0 && box.height > 0) texts.push({ node, box });
    }
  }
  found.texts = texts.length;

  // Nothing lies beyond the edges, and no box is smaller than what it holds.
  for (const { node, box } of texts) {
    if (box.left < -0.5 || box.right > width + 0.5) found.cut.push(near(node.data));
  }
  for (const element of page.body.querySelectorAll('*')) {
    const box = element.getBoundingClientRect();
    if (box.right > width + 0.5 || box.left < -0.5) found.cut.push(element.tagName + ' ' + element.id);
    if (view.getComputedStyle(element).overflowX !== 'visible'
        && element.scrollWidth > element.clientWidth + 1) found.cut.push('hidden ' + element.tagName);
  }
  if (page.documentElement.scrollWidth > width) found.cut.push('the page scrolls sideways');

  // Each text stays in the box that it belongs to.
  for (const { node, box } of texts) {
    const home = node.parentElement.closest('td, th, dt, dd, p, h1, h2, time, figcaption, footer, .scale');
    const around = home.getBoundingClientRect();
    if (box.left < around.left - 1 || box.right > around.right + 1
        || box.top < around.top - 2 || box.bottom > around.bottom + 2) found.outside.push(near(node.data));
  }

  // No two texts, and no text and plot, lie on each other. A line's box is higher than its letters.
  const boxes = texts.map(({ node, box }) => ({ name: near(node.data), node, left: box.left,
    right: box.right, top: box.top + box.height * 0.15, bottom: box.bottom - box.height * 0.15 }));
  for (const plot of page.querySelectorAll('svg')) {
    const box = plot.getBoundingClientRect();
    boxes.push({ name: 'plot ' + plot.getAttribute('aria-label'), node: plot, left: box.left,
      right: box.right, top: box.top, bottom: box.bottom });
  }
  boxes.sort((one, other) => one.top - other.top);
  for (let i = 0; i < boxes.length; i++) {
    for (let j = i + 1; j < boxes.length && boxes[j].top < boxes[i].bottom - 0.5; j++) {
      if (boxes[i].node !== boxes[j].node && boxes[j].left < boxes[i].right - 0.5
          && boxes[i].left < boxes[j].right - 0.5) {
        found.overlaps.push(boxes[i].name + ' | ' + boxes[j].name);
      }
    }
  }

  // Every text stands out against what it is on: 4.5 to 1, as WCAG 2 has it.
  const light = (color) => {
    const part = color.match(/[\d.]+/g).slice(0, 3).map((one) => one / 255)
      .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
  };
  for (const { node } of texts) {
    let ground = node.parentElement;
    while (ground && /, 0\)$/.test(view.getComputedStyle(ground).backgroundColor)) ground = ground.parentElement;
    const one = light(view.getComputedStyle(node.parentElement).color);
    const other = ground ? light(view.getComputedStyle(ground).backgroundColor) : 1;
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (contrast < 4.5) found.faint.push(near(node.data) + ' ' + contrast.toFixed(2));
  }

  const paper = light(view.getComputedStyle(page.body).backgroundColor);
  return { width, dark: view.matchMedia('(prefers-color-scheme: dark)').matches, paper,
    plots: page.querySelectorAll('svg').length, height: page.documentElement.scrollHeight, ...found };
}
