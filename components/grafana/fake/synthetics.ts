import type { Account } from "../../../sandbox/account.ts";
import type { FunctionModel, Refusal, ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { filled, oneOf, refuse, refuseIf, within } from "../../../sandbox/fake-provider/rules.ts";
import { type Fields, fields, list, text } from "../../../sandbox/fake-provider/value.ts";

/** Grafana's own locations, each with a number; an account may have more (kind "probe"). */
const publicProbes = [
  ..."Calgary CapeTown Frankfurt HongKong Hyderabad Jakarta London Montreal Mumbai".split(" "),
  ..."NorthCalifornia NorthVirginia Ohio Oregon Paris Seoul Singapore Spain Stockholm Sydney SaoPaulo Tokyo UAE Zurich".split(" "),
];

function probesIn(account: Account): Record<string, number> {
  const own = account.all("probe").map(({ id, fields: probe }) => [text(probe.name), Number(id)] as const);
  return Object.fromEntries([...publicProbes.map((name, index) => [name, index + 1] as const), ...own]);
}

export const getProbes: FunctionModel = (args, account) => ({ filterDeprecated: true, ...args, id: "probes", probes: probesIn(account) });

const minute = 60_000;
/** Milliseconds: what the plugin checks of a period, and what the API makes of a time limit for each kind of check. */
const period = { least: 1000, most: 60 * minute };
const timeLimits = { http: minute, scripted: 3 * minute };

const methods = ["GET", "CONNECT", "DELETE", "HEAD", "OPTIONS", "POST", "PUT", "TRACE"];
const longestLabel = 32;
const mostLabels = 5;

/** An endpoint that is asked from several places. @param newId makes the number that the API gives to a check */
export function check(newId: () => string): ResourceModel {
  return {
    required: ["job", "probes", "settings", "target"],
    defaults: (inputs) => {
      const settings = fields(inputs.settings);
      const http = filled(httpDefaults, fields(settings.http));
      return filled(checkDefaults, { ...inputs, ...(settings.http !== undefined && { settings: { ...settings, http } }) });
    },
    check: (inputs) => within("frequency", inputs.frequency, period.least, period.most),
    refuse: (inputs, { id, account }) => [
      ...refuseIf(text(inputs.job) === "", "job", "invalid check job"),
      ...refuseIf(list(inputs.probes).length === 0, "probes", "invalid check probes"),
      ...unknownProbes(inputs, account),
      ...settingRefusals(inputs),
      ...labelRefusals(fields(inputs.labels)),
      ...oneOf("alertSensitivity", inputs.alertSensitivity, ["none", "low", "medium", "high"]),
      ...account
        .all("check")
        .filter((other) => other.id !== id && other.fields.job === inputs.job && other.fields.target === inputs.target)
        .flatMap((other) => refuse("job", `409 Conflict: check ${other.id} has this job and target`)),
    ],
    // Both are sets.
    normalise: sorted,
    canonical: sorted,
    computes: ["tenantId"],
    computed: () => ({ tenantId: 1 }),
    id: newId,
  };
}

const checkDefaults = { frequency: 60_000, timeout: 3000, enabled: true, alertSensitivity: "none", basicMetricsOnly: true };
const httpDefaults = { ipVersion: "V4", method: "GET", noFollowRedirects: false, failIfSsl: false, failIfNotSsl: false };

function settingRefusals({ settings, target, timeout, frequency }: Fields): Refusal[] {
  const kinds = Object.keys(fields(settings));
  const http = fields(settings).http;
  const limit = kinds.some((kind) => kind === "scripted" || kind === "browser") ? timeLimits.scripted : timeLimits.http;
  return [
    ...refuseIf(kinds.length !== 1, "settings", "exactly one kind of check is needed"),
    ...within("timeout", timeout, 1000, Math.min(limit, Number(frequency))),
    ...refuseIf(http !== undefined && !/^https?:\/\/[^/]/.test(text(target)), "target", "invalid HTTP URL"),
    ...oneOf("settings.http.method", fields(http).method, methods),
    ...oneOf("settings.http.ipVersion", fields(http).ipVersion, ["V4", "V6", "Any"]),
    ...list(fields(http).validStatusCodes).flatMap((code, i) => within(`settings.http.validStatusCodes[${i}]`, code, 100, 599)),
  ];
}

function unknownProbes({ probes }: Fields, account: Account): Refusal[] {
  const known = Object.values(probesIn(account));
  return list(probes).flatMap((id, i) => refuseIf(!known.includes(Number(id)), `probes[${i}]`, `there is no probe ${text(id)}`));
}

function labelRefusals(labels: Fields): Refusal[] {
  const entries = Object.entries(labels);
  return [
    ...refuseIf(entries.length > mostLabels, "labels", `${entries.length} labels, more than ${mostLabels}`),
    ...entries.flatMap(([name, value]) => [
      ...refuseIf(!/^\w+$/.test(name) || name.length > longestLabel, `labels.${name}`, "invalid label name"),
      ...refuseIf(text(value) === "" || Buffer.byteLength(text(value)) > longestLabel, `labels.${name}`, "invalid label value"),
    ]),
  ];
}

function sorted(inputs: Fields): Fields {
  const { http, ...other } = fields(inputs.settings);
  const codes = list(fields(http).validStatusCodes).map(Number).sort(ascending);
  const settings =
    http === undefined ? other : { ...other, http: { ...fields(http), ...(codes.length > 0 && { validStatusCodes: codes }) } };
  return { ...inputs, probes: list(inputs.probes).map(Number).sort(ascending), settings };
}

const ascending = (a: number, b: number) => a - b;
