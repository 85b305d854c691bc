import { formatDuration } from "../../model/quantity.ts";
import { byName, inOrder, type Kind, type PagedBy, type Report, type Section } from "../report.ts";

interface Monitor {
  readonly name: string;
  readonly url: string;
  readonly interval: number;
  readonly config?: { readonly sslExpirationPeriodDays?: readonly number[] };
  readonly assignedAlertContacts?: readonly { readonly alertContactId: string; readonly threshold: number }[];
}
interface Integration {
  readonly type: string;
  readonly name: string;
  readonly value: string;
  readonly customValue?: string;
}

function sections(kinds: Kind, environment: string, pagedBy: PagedBy): Section[] {
  const monitors = kinds<Monitor>("monitor")
    .filter(({ fields }) => fields.name.endsWith(`(${environment})`))
    .sort(byName);
  const rows = monitors.map(({ fields }) => {
    const contacts = (fields.assignedAlertContacts ?? []).map(({ alertContactId, threshold }) => {
      const after = threshold > 0 ? ` after ${threshold} min` : "";
      return `${wayOf(kinds, pagedBy, alertContactId)}${after}`;
    });
    const days = fields.config?.sslExpirationPeriodDays ?? [];
    const certificate = days.length > 0 ? `; certificate ${days.join(", ")}d before it expires` : "";
    return [fields.name, fields.url, `every ${formatDuration(fields.interval)}`, `${inOrder(contacts)}${certificate}`];
  });
  return [{ noun: "endpoint", rows }];
}

function wayOf(kinds: Kind, pagedBy: PagedBy, id: string): string {
  const integration = kinds<Integration>("integration").find((one) => one.id === id)?.fields;
  if (integration?.type === "pagerduty") return `pages ${pagedBy(integration.value)}`;
  if (integration) return integration.customValue ?? integration.name;
  return kinds<{ value: string }>("alertContact").find((one) => one.id === id)?.fields.value ?? "no one";
}

export const report: Report = { sections };
