/** Elements as text: the same text in every engine. */
import { escapeMarkup } from "../escape-markup.js";

/** What a reader hears or sees instead of the picture. */
export interface Caption {
  readonly title: string;
  readonly description: string;
}

/** Attributes that hold coordinates; three decimals are enough for any screen or printer. */
const COORDINATES = new Set(
  "d transform x y x1 y1 x2 y2 cx cy r rx ry dx dy width height points viewBox stroke-width stroke-dasharray".split(" "),
);
const ELEMENT = 1;
const TEXT = 3;

/**
 * Returns a drawn `<svg>` as one that stands alone: with its name space, a title and a description for screen readers, a white
 * background, attributes in alphabetical order and coordinates cut to so many decimals.
 */
export function serializeSvg(svg: Element, { title, description }: Caption, decimals = 3): string {
  const factor = 10 ** decimals;
  const [width, height] = ["width", "height"].map((name) => svg.getAttribute(name) ?? "0");
  const attributes = {
    xmlns: "http://www.w3.org/2000/svg",
    role: "img",
    "aria-label": title,
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    style: "max-width:100%;height:auto;background:#fff",
    ...Object.fromEntries(
      ["font-family", "font-size", "text-anchor", "fill"].map((name) => [name, svg.getAttribute(name) ?? "inherit"]),
    ),
  };
  const head = `<title>${escapeMarkup(title)}</title><desc>${escapeMarkup(description)}</desc>`;
  const children = [...svg.childNodes]
    .filter((node) => (node as Element).localName !== "style")
    .map((node) => serializeNode(node, factor));
  return `<svg${writeAttributes(Object.entries(attributes), factor)}>${head}\n${children.join("\n")}\n</svg>\n`;
}

function serializeNode(node: Node, factor: number): string {
  if (node.nodeType === TEXT) return escapeMarkup(node.nodeValue ?? "");
  if (node.nodeType !== ELEMENT) return "";
  const element = node as Element;
  const attributes = [...element.attributes].map(({ name, value }) => [name, value] as const);
  const children = [...element.childNodes].map((child) => serializeNode(child, factor)).join("");
  const tag = element.localName;
  return `<${tag}${writeAttributes(attributes, factor)}${children === "" ? "/>" : `>${children}</${tag}>`}`;
}

function writeAttributes(attributes: readonly (readonly [name: string, value: string])[], factor: number): string {
  return attributes
    .map(([name, value]) => [name, COORDINATES.has(name) ? cutDecimals(value, factor) : value] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ` ${name}="${escapeMarkup(value)}"`)
    .join("");
}

function cutDecimals(value: string, factor: number): string {
  return value.replace(/-?\d+\.\d+(e[+-]?\d+)?|-?\d+e[+-]?\d+/g, (number) =>
    String(Math.round(Number(number) * factor) / factor + 0),
  );
}
