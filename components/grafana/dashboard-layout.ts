import type { DashboardPanel } from "../../dashboards/dashboard.ts";

/** A place in Grafana's grid of 24 columns. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const columns = 24;
const heading = 1;
const height = 8;
const width: Readonly<Record<DashboardPanel["kind"], number>> = { now: 6, trend: 12 };

export interface PlacedRow<P> {
  readonly title: string;
  readonly place: Place;
  readonly panels: readonly { readonly panel: P; readonly place: Place }[];
}

/** Rows below each other, panels from left to right, wrapped where the next one has no room. */
export function laidOut<P extends Pick<DashboardPanel, "kind">>(
  rows: readonly { readonly title: string; readonly panels: readonly P[] }[],
): PlacedRow<P>[] {
  let y = 0;
  return rows.map(({ title, panels }) => {
    const place = { x: 0, y, w: columns, h: heading };
    const { placed, end } = lines(panels, y + heading);
    y = end;
    return { title, place, panels: placed };
  });
}

function lines<P extends Pick<DashboardPanel, "kind">>(
  panels: readonly P[],
  top: number,
): { placed: { panel: P; place: Place }[]; end: number } {
  let [x, y] = [0, top];
  const placed = panels.map((panel) => {
    const w = width[panel.kind];
    if (x + w > columns) [x, y] = [0, y + height];
    const place = { x, y, w, h: height };
    x += w;
    return { panel, place };
  });
  return { placed, end: panels.length > 0 ? y + height : top };
}
