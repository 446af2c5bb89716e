// Draws a network with WebGL at places that the server reckoned. Without it the drawing stays.
const box = document.querySelector("[data-network]");
const HUES = 6, LARGEST = 11, SMALLEST = 2.5, BUSY = 2000;

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function canDraw() {
  const canvas = document.createElement("canvas");
  return Boolean(window.Sigma && window.graphology && canvas.getContext("webgl2"));
}

function palette() {
  const hues = Array.from({ length: HUES }, (_, at) => colour(`--d${at + 1}`));
  return { hues, none: colour("--ink-3"), tie: colour("--line-2"), ink: colour("--ink"), strong: colour("--ink-3") };
}

function graphOf(told, paint) {
  const graph = new graphology.UndirectedGraph();
  const scale = Math.min(1, Math.sqrt(400 / told.nodes.length) + 0.25);
  told.nodes.forEach((node, place) => {
    if (!node) return;
    const [ref, label, kind, x, y, size, group] = node;
    const color = group === null ? paint.none : paint.hues[group % HUES];
    graph.addNode(place, { ref, label, kind, x, y: -y, size: (SMALLEST + (LARGEST - SMALLEST) * size) * scale, color, group });
  });
  for (const [one, other, weight] of told.ties) {
    graph.addEdge(one, other, { size: Math.min(0.4 + weight * 0.6, 4) * scale, color: paint.tie });
  }
  return graph;
}

function repaint(graph, sigma) {
  const paint = palette();
  graph.updateEachNodeAttributes((_, node) => ({ ...node, color: node.group === null ? paint.none : paint.hues[node.group % HUES] }));
  graph.updateEachEdgeAttributes((_, tie) => ({ ...tie, color: paint.tie }));
  sigma.setSetting("labelColor", { color: paint.ink });
}

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn sm";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

function buttons(sigma) {
  const row = document.createElement("div"), camera = sigma.getCamera();
  row.className = "acts no-print";
  row.append(
    button(box.dataset.closer, () => camera.animatedZoom()),
    button(box.dataset.farther, () => camera.animatedUnzoom()),
    button(box.dataset.whole, () => camera.animatedReset()),
  );
  return row;
}

// Hovering shows whom somebody is tied to; the others fade.
function lightUp(graph, sigma) {
  let near = null, middle = null;
  sigma.setSetting("nodeReducer", (key, node) => (near && !near.has(key) ? { ...node, label: "", color: palette.faded } : node));
  sigma.setSetting("edgeReducer", (key, tie) => (near && !graph.hasExtremity(key, middle) ? { ...tie, hidden: true } : tie));
  const show = (key) => {
    middle = key;
    near = key === null ? null : new Set([key, ...graph.neighbors(key)]);
    palette.faded = colour("--line-2");
    sigma.refresh({ skipIndexation: true });
  };
  sigma.on("enterNode", ({ node }) => show(node));
  sigma.on("leaveNode", () => show(null));
}

// Says who lies under the pointer by a grid of places. Reading pixels back, as is usual, would make
// the page wait for the graphics at every move.
function finder(graph, sigma) {
  const cells = new Map(), step = 2 / 64, near = 12;
  const cell = (x, y) => `${Math.floor(x / step)} ${Math.floor(y / step)}`;
  graph.forEachNode((key, { x, y }) => {
    const at = cell(x, y);
    if (!cells.has(at)) cells.set(at, []);
    cells.get(at).push(key);
  });
  return (pointer) => {
    const spot = sigma.viewportToGraph(pointer), edge = sigma.viewportToGraph({ x: pointer.x + near, y: pointer.y });
    const reach = Math.min(Math.ceil(Math.abs(edge.x - spot.x) / step), 3);
    let found = null, closest = Infinity;
    for (let i = -reach; i <= reach; i++) for (let j = -reach; j <= reach; j++) {
      for (const key of cells.get(cell(spot.x + i * step, spot.y + j * step)) ?? []) {
        const at = sigma.graphToViewport(graph.getNodeAttributes(key));
        const far = Math.hypot(at.x - pointer.x, at.y - pointer.y);
        const size = Math.max(sigma.scaleSize(graph.getNodeAttribute(key, "size")), 4);
        if (far <= size && far < closest) [found, closest] = [key, far];
      }
    }
    return found;
  };
}

async function start() {
  const answer = await fetch(box.dataset.network, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const told = await answer.json(), paint = palette();
  const graph = graphOf(told, paint);
  const stage = document.createElement("div");
  stage.className = "sigma";
  stage.setAttribute("aria-hidden", "true"); // the table beside it says the same
  box.classList.add("on");
  box.append(stage);
  const sigma = new Sigma(graph, stage, {
    allowInvalidContainer: true, labelColor: { color: paint.ink }, labelSize: 12,
    labelFont: getComputedStyle(document.body).fontFamily, labelDensity: graph.order > 200 ? 0.6 : 3, labelRenderedSizeThreshold: graph.order > 200 ? 5 : 0,
    hideEdgesOnMove: graph.size > BUSY * 5, hideLabelsOnMove: graph.order > BUSY, zIndex: false,
    defaultDrawNodeHover: () => {},
  });
  sigma.getNodeAtPosition = finder(graph, sigma);
  box.append(buttons(sigma));
  if (graph.order <= BUSY) lightUp(graph, sigma);
  sigma.on("clickNode", ({ node }) => { location.href = box.dataset.record.replace("REF", graph.getNodeAttribute(node, "ref")); });
  new MutationObserver(() => repaint(graph, sigma)).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  box.accordNetwork = { sigma, graph };
  box.dataset.drawn = graph.order;
}

if (box && canDraw()) start();
