import { formatSpan } from "../../model/quantity.ts";
import type { Alert } from "../../monitors/alert.ts";
import { addressSettings } from "../addresses.ts";
import type { Stack } from "../plan.ts";
import type { Monitoring, Setting } from "../vendor.ts";
import { isProbe } from "./probe.ts";
import { forGrafana } from "./select.ts";

const account: readonly Setting[] = [
  { key: "grafana:url", secret: false },
  { key: "grafana:auth", secret: true },
  { key: "slostack:slackToken", secret: true },
];

/** Where endpoints are probed: a product of its own within Grafana Cloud. */
const synthetics: readonly Setting[] = [
  { key: "grafana:smUrl", secret: false },
  { key: "grafana:smAccessToken", secret: true },
];

/** How rules stand at Grafana: in groups, as objects of their own, or both for the time of the move. */
const forms = ["groups", "both", "single"] as const;
export type RuleForm = (typeof forms)[number];

const rulesKey = "slostack:grafanaRules";
const isForm = (value: string): value is RuleForm => forms.some((form) => form === value);

const faultOf = (value: string): string => `is ${JSON.stringify(value)}, and may be groups (default), both or single`;

const ruleForm: Setting = {
  key: rulesKey,
  secret: false,
  optional: true,
  faults: (value) => (isForm(value) ? [] : [faultOf(value)]),
};

export function settings(monitoring: Monitoring): readonly Setting[] {
  const { alerts, dashboards } = forGrafana(monitoring);
  if (alerts.length + dashboards.length === 0) return [];
  return [...account, ...(alerts.some(isProbe) ? synthetics : []), ...addressSettings(alerts, ["teams"]), ruleForm];
}

/** An alert that begins to wait in its new form has to have waited once before the other may go. */
export function movingNotice(alerts: readonly Alert[]): string {
  const longest = Math.max(0, ...alerts.map((alert) => alert.for));
  return `Every alert stands at Grafana in its group and as a rule of its own. Once they have stood for ${formatSpan(longest)}, the longest time that one waits, set ${rulesKey} to single, or to groups for the way back.`;
}

/** @throws Error on another word, which the preflight refuses */
export function ruleFormOf(stack: Stack): RuleForm {
  const value = stack.setting(rulesKey) ?? "groups";
  if (!isForm(value)) throw new Error(`${rulesKey} ${faultOf(value)}`);
  return value;
}
