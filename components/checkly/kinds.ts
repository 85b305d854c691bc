import type * as checkly from "@checkly/pulumi";
import type { Kind, KindOf, Shape } from "../plan.ts";

/** What Checkly's objects take. */
export interface Checkly extends Shape {
  readonly objects: {
    readonly check: checkly.CheckArgs;
    readonly channel: checkly.AlertChannelArgs;
  };
  readonly lookUps: Readonly<Record<never, never>>;
}

export const kinds: { readonly [K in KindOf<Checkly>]: Kind } = {
  check: { type: "checkly:index/check:Check", noun: "check of an endpoint", effect: "alerts" },
  // Keys and addresses lie inside these, which the provider marks as no secret.
  channel: {
    type: "checkly:index/alertChannel:AlertChannel",
    noun: "alert channel",
    effect: "calls",
    secretOutputs: ["pagerduty", "slack", "webhook"],
  },
};
