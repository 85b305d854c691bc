/** Everything that is drawn with the chart library, behind one door: the package holds the library compiled into this module. */
export { type BudgetPoint, budgetChart } from "./charts/budget.ts";
export { type ChartLine, detectionChart } from "./charts/detection.ts";
export type { Tone } from "./charts/frame.ts";
export { type PanelChart, panelChart } from "./charts/panel.ts";
export { type TradeoffPoint, type TradeoffSeries, tradeoffChart } from "./charts/tradeoff.ts";
