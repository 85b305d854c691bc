import { newId } from "../../../sandbox/fake-provider/bridged.ts";
import type { Refusal, ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { filled, oneOf, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { known, type Shape } from "../../../sandbox/fake-provider/shape.ts";
import { type Fields, list, text, type Value } from "../../../sandbox/fake-provider/value.ts";
import { addressRefusals, atLeast, policyRefusals, ways, waysByDefault, waysShape } from "./shared.ts";

const shape: Shape = {
  ...waysShape,
  pronounceableName: true,
  url: true,
  monitorType: true,
  requiredKeyword: true,
  expectedStatusCodes: true,
  httpMethod: true,
  followRedirects: true,
  verifySsl: true,
  checkFrequency: true,
  requestTimeout: true,
  confirmationPeriod: true,
  recoveryPeriod: true,
  regions: true,
  sslExpiration: true,
  domainExpiration: true,
  policyId: true,
  expirationPolicyId: true,
  paused: true,
  port: true,
};

const types = "status expected_status_code keyword keyword_absence ping tcp udp smtp pop imap dns playwright".split(" ");
/** Of servers and ports a timeout is in milliseconds, of scenarios and websites in seconds. */
const ofPorts = ["ping", "tcp", "udp", "smtp", "pop", "imap", "dns"];
const timeouts = {
  port: [500, 1000, 2000, 3000, 5000],
  playwright: [15, 30, 45, 60, 120, 180, 240, 300, 360, 480, 600, 900],
  website: [2, 3, 5, 10, 15, 30, 45, 60],
} as const;
const expiries = ["1", "2", "3", "7", "14", "30", "60", "-1"];

export const monitor: ResourceModel = {
  required: ["monitorType"],
  defaults: (inputs) => filled({ httpMethod: "GET" }, known(inputs, shape)),
  check: (inputs) => [
    ...oneOf("monitorType", inputs.monitorType, types),
    ...refuseIf(
      inputs.monitorType !== "playwright" && text(inputs.url) === "",
      "url",
      `'url' is required for monitor type '${text(inputs.monitorType)}'`,
    ),
    ...oneOf("sslExpiration", written(inputs.sslExpiration), expiries),
    ...oneOf("domainExpiration", written(inputs.domainExpiration), expiries),
  ],
  refuse: (inputs, { account }) => [
    ...addressRefusals("url", ofPorts.includes(text(inputs.monitorType)) ? undefined : inputs.url),
    ...oneOf("requestTimeout", written(inputs.requestTimeout), timeoutsOf(inputs).map(String)),
    ...atLeast("checkFrequency", inputs.checkFrequency, 30),
    ...atLeast("confirmationPeriod", inputs.confirmationPeriod, 0),
    ...atLeast("recoveryPeriod", inputs.recoveryPeriod, 0),
    ...oneOf("httpMethod", text(inputs.httpMethod).toUpperCase(), ["GET", "HEAD", "POST", "PUT", "PATCH"]),
    ...list(inputs.regions).flatMap((region, i) => oneOf(`regions[${i}]`, region, ["us", "eu", "as", "au"])),
    ...statusRefusals(inputs),
    ...policyRefusals("policyId", inputs.policyId, account),
    ...policyRefusals("expirationPolicyId", inputs.expirationPolicyId, account),
  ],
  // The API fills in what the program leaves out, and writes methods in small letters.
  normalise: (inputs) => {
    const all = filled({ ...waysByDefault, ...byDefault, pronounceableName: text(inputs.url) }, inputs);
    return { ...all, httpMethod: text(all.httpMethod).toLowerCase() };
  },
  canonical: (inputs) => ({ ...inputs, httpMethod: text(inputs.httpMethod).toUpperCase() }),
  computed: () => ({ status: "pending" }),
  computes: [...ways, "pronounceableName", "status", "followRedirects", "verifySsl", "checkFrequency", "requestTimeout"].concat([
    "confirmationPeriod",
    "recoveryPeriod",
    "regions",
    "sslExpiration",
    "domainExpiration",
    "policyId",
    "paused",
  ]),
  id: newId,
};

const byDefault: Fields = {
  followRedirects: true,
  verifySsl: true,
  checkFrequency: 180,
  requestTimeout: 30,
  confirmationPeriod: 0,
  recoveryPeriod: 180,
  regions: ["us", "eu", "as", "au"],
  sslExpiration: -1,
  domainExpiration: -1,
  paused: false,
};

function written(value: Value | undefined): Value | undefined {
  return value === undefined ? undefined : text(value);
}

function timeoutsOf({ monitorType }: Fields): readonly number[] {
  if (monitorType === "playwright") return timeouts.playwright;
  return ofPorts.includes(text(monitorType)) ? timeouts.port : timeouts.website;
}

function statusRefusals({ monitorType, expectedStatusCodes, requiredKeyword }: Fields): Refusal[] {
  const codes = list(expectedStatusCodes);
  return [
    ...refuseIf(monitorType === "expected_status_code" && codes.length === 0, "expectedStatusCodes", "can't be blank"),
    ...codes.flatMap((code, i) =>
      refuseIf(!/^[1-5]\d\d$/.test(text(code)), `expectedStatusCodes[${i}]`, `${text(code)} is no status code`),
    ),
    ...refuseIf(text(monitorType).startsWith("keyword") && text(requiredKeyword) === "", "requiredKeyword", "can't be blank"),
  ];
}
