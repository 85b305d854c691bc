import * as pulumi from "@pulumi/pulumi";
import { pluginVersion } from "./provider.ts";

/** Classes that the plugin has and the npm SDK lacks, under the plugin's own tokens. */

export interface AlertGroupingSettingArgs {
  readonly name: pulumi.Input<string>;
  readonly description: pulumi.Input<string>;
  /** `time` groups whatever arrives within `timeout` seconds; it takes exactly one service */
  readonly type: "time";
  readonly config: { readonly timeout: number };
  readonly services: readonly pulumi.Input<string>[];
}

export class AlertGroupingSetting extends pulumi.CustomResource {
  constructor(name: string, args: AlertGroupingSettingArgs, options: pulumi.CustomResourceOptions) {
    super("pagerduty:index/alertGroupingSetting:AlertGroupingSetting", name, { ...args }, { version: pluginVersion, ...options });
  }
}
