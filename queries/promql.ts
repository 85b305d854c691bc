/** PromQL: the one door to the dialect. */
export { conditionQuery } from "./promql/condition.ts";
export { measureQuery } from "./promql/measure.ts";
export { probeQuery } from "./promql/probe.ts";
export { type Recording, recorded, recordingInterval, recordingsOf } from "./promql/recording.ts";
export { alertQuery, groupSeriesOf, readsBurnRates, sloRecordings } from "./promql/slo-recording.ts";
export { recordedLabels } from "./promql/tile.ts";
