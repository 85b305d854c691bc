import type { Check } from "./report.ts";

/** Pipelines take some logs, and each number means one level. */
export const checkLogs: Check = ({ systems }, report) => {
  for (const part of systems) {
    const { logs } = part.value;
    if (!logs) continue;
    const names = new Map<number, string>();
    for (const [name, number] of Object.entries(logs.level.names)) {
      const other = names.get(number);
      if (other !== undefined)
        report(part, ["logs", "level", "names", name], "level-repeated", `${number} is already the level ${JSON.stringify(other)}`);
      names.set(number, name);
    }
    for (const [id, { services, from }] of Object.entries(logs.pipelines))
      if (services === undefined && from === undefined)
        report(part, ["logs", "pipelines", id], "pipeline-takes-nothing", `${JSON.stringify(id)} does not select any logs`, {
          part: "key",
        });
  }
};
