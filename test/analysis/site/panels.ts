import type { Panels } from "../../../analysis/site/subject.ts";

/** Panels whose lines rise from 0 to 2, and whose query is the kind of what they measure; of one dashboard nothing is drawn. */
export const panelsBeside = (undrawn: string): Panels => ({
  drawerOf: ({ kind }) => `the vendor of ${kind}`,
  queryOf: (_, { kind }) => `query of a ${kind}`,
  drawingOf: ({ name, rows }) =>
    name === undrawn
      ? "Nothing is drawn."
      : rows.flatMap((row) =>
          row.panels.map((panel) => ({ panel, lines: panel.lines.map(({ legend }) => [{ name: legend, points: [0, null, 1, 2] }]) })),
        ),
});
