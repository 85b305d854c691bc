import * as units from "@grafana/grafana-foundation-sdk/units";
import type { PanelUnit } from "../../dashboards/dashboard.ts";

/** Units as Grafana's panels name them, and the decimals of a single figure where Grafana would show too few: 99.95 % is not 100 %. */
export const panelUnits: Readonly<Record<PanelUnit, { readonly id: string; readonly decimals?: number }>> = {
  s: { id: units.Seconds },
  ms: { id: units.Milliseconds },
  bytes: { id: units.BytesIEC },
  percent: { id: units.Percent },
  share: { id: units.PercentUnit, decimals: 3 },
  "per-second": { id: units.CountsPerSecond },
  count: { id: units.Short },
  "burn-rate": { id: units.NoUnit, decimals: 2 },
};
