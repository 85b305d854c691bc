import { evaluatesItself } from "../prometheus/self-evaluated.ts";
import type { Target } from "../target.ts";
import { yamlDocument } from "../yaml.ts";
import { alertmanagerConfig } from "./config.ts";
import { alertmanagerSection } from "./section.ts";
import { templateFileName, templatesOf } from "./texts.ts";

/** The one Alertmanager of an environment, if a Prometheus evaluates its own rules. */
export const alertmanager: Target = {
  name: "alertmanager",
  title: "Alertmanager",
  sections: [alertmanagerSection],
  files: ({ organization, environment }, alerts) => {
    if (!organization.sources.some(evaluatesItself)) return [];
    if (!organization.alertmanager) throw new Error("a Prometheus evaluates its own rules, but there is no Alertmanager");
    const config = alertmanagerConfig(alerts, environment, organization.alertmanager);
    const from = [alertmanagerSection.key];
    return [
      { path: "alertmanager/alertmanager.yml", text: yamlDocument(config), from },
      { path: `alertmanager/${templateFileName}`, text: templatesOf(alerts.some(({ links }) => links)), from },
    ];
  },
};
