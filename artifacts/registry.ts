import { alertmanager } from "./alertmanager/target.ts";
import { cloudwatchAgent } from "./cloudwatch-agent/target.ts";
import { elasticsearch } from "./elasticsearch/target.ts";
import { kubernetes } from "./kubernetes/target.ts";
import { otelCollector } from "./otel-collector/target.ts";
import { pganalyze } from "./pganalyze/target.ts";
import { prometheus } from "./prometheus/target.ts";
import type { Target } from "./target.ts";

/** Every program whose configuration is rendered, one line each. */
export const targets: readonly Target[] = [alertmanager, cloudwatchAgent, elasticsearch, kubernetes, otelCollector, pganalyze, prometheus];
