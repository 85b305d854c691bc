import type { Runbook } from "../runbook.ts";

export const runbook: Runbook = {
  stores: {
    axiom({ dataset, queries }) {
      const asked = queries.map(({ title }) => title).join(", ");
      return `logs at Axiom: dataset \`${dataset}\`${asked === "" ? "" : `, with the saved queries ${asked}`}`;
    },
  },
};
