import { afterAll, beforeAll, beforeEach } from "vitest";
import { fake as grafana } from "../../components/grafana/fake/index.ts";
import { connect, type ProviderClient } from "./client.ts";

/** A fake Grafana for the tests of a file, before each of which its account has a data source, a folder and a contact point, and no more. */
export function grafanaAccount(): () => ProviderClient {
  let client: ProviderClient;
  beforeAll(async () => {
    client = await connect(grafana);
  });
  afterAll(() => client.close());
  beforeEach(() => {
    for (const kind of client.account.kinds()) for (const { id } of client.account.all(kind)) client.account.remove(kind, id);
    client.account.put("dataSource", "metrics", { uid: "metrics", name: "Metrics", type: "prometheus" });
    client.account.put("folder", "1:shop", { uid: "shop", title: "Shop" });
    client.account.put("contactPoint", "1:pager", { name: "pager", emails: [{ addresses: ["a@example.com"] }] });
  });
  return () => client;
}
