/** Small multiples: one panel for each scenario or variable, in rows of two. */

export const PLOT_WIDTH = 760;
const COLUMNS = 2;

export interface PanelLayout {
  /** Column and row of each panel. */
  readonly places: readonly { readonly fx: number; readonly fy: number }[];
  /** Width and height of a panel's frame, in pixels. */
  readonly panelWidth: number;
  readonly panelHeight: number;
  /** What Plot needs to know of the facets' scales. */
  readonly fx: {
    readonly paddingInner: number;
    readonly paddingOuter: 0;
    readonly axis: null;
    readonly domain: readonly number[];
  };
  readonly fy: {
    readonly paddingInner: number;
    readonly paddingOuter: 0;
    readonly axis: null;
    readonly domain: readonly number[];
  };
  /** Height of all panels with the gaps between them. */
  readonly height: number;
}

export interface PanelOptions {
  readonly panelHeight: number;
  /** Between two columns, and between two rows, in pixels. */
  readonly columnGap: number;
  readonly rowGap: number;
  readonly marginLeft: number;
  readonly marginRight: number;
  /** Panels in a row; two when not given. */
  readonly columns?: number;
}

/** Lays out so many panels; a single one takes the whole width. */
export function layOutPanels(count: number, options: PanelOptions): PanelLayout {
  const { panelHeight, columnGap, rowGap, marginLeft, marginRight } = options;
  const columns = Math.min(options.columns ?? COLUMNS, count);
  const rows = Math.ceil(count / columns);
  const inner = PLOT_WIDTH - marginLeft - marginRight;
  const panelWidth = (inner - (columns - 1) * columnGap) / columns;
  const facets = (n: number, size: number, gap: number) =>
    // A single band with padding inside would be narrower than its panel.
    ({
      paddingInner: n === 1 ? 0 : gap / (size + gap),
      paddingOuter: 0,
      axis: null,
      domain: Array.from({ length: n }, (_, i) => i),
    }) as const;
  return {
    places: Array.from({ length: count }, (_, i) => ({ fx: i % columns, fy: Math.floor(i / columns) })),
    panelWidth,
    panelHeight,
    fx: facets(columns, panelWidth, columnGap),
    fy: facets(rows, panelHeight, rowGap),
    height: rows * panelHeight + (rows - 1) * rowGap,
  };
}
