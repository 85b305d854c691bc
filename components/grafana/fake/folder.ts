import type { ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { refuse, refuseIf } from "../../../sandbox/fake-provider/rules.ts";
import { text } from "../../../sandbox/fake-provider/value.ts";
import { folderRefusals, inOrganization, uidRefusals, withoutOrganization } from "./shared.ts";

/** @param newUid makes the uid that Grafana chooses where the program names none */
export function folder(newUid: () => string): ResourceModel {
  return {
    required: ["title"],
    replaces: ["uid", "orgId"],
    refuse: (inputs, { id, account }) => [
      ...uidRefusals("uid", inputs.uid),
      ...refuseIf(text(inputs.title).trim() === "", "title", "folder title cannot be empty"),
      ...folderRefusals("parentFolderUid", inputs.parentFolderUid, account),
      ...account
        .all("folder")
        .filter((other) => other.id !== id && text(other.fields.parentFolderUid) === text(inputs.parentFolderUid))
        .filter((other) => other.fields.title === inputs.title)
        .flatMap(() => refuse("title", `a folder with the same name already exists in the current location`)),
    ],
    // Grafana itself would delete the contents with the folder. An engine that asks for it has its order wrong,
    // and alert rules would vanish unnoticed: the fake provider is stricter here.
    refuseDelete: (id, _stored, account) => {
      const uid = withoutOrganization(id);
      const inside = [
        ...account.all("ruleGroup").filter(({ fields }) => fields.folderUid === uid),
        ...["alertRule", "recordingRule"]
          .flatMap((kind) => account.all(kind))
          .filter(({ fields }) => Object(fields.metadata).folderUid === uid),
        ...account.all("dashboard").filter(({ fields }) => withoutOrganization(text(fields.folder)) === uid),
      ];
      return inside.length === 0 ? undefined : `folder is not empty: ${inside.map((object) => object.id).join(", ")}`;
    },
    computes: ["uid", "url"],
    computed: (id) => ({ uid: withoutOrganization(id), url: `https://grafana.invalid/dashboards/f/${withoutOrganization(id)}` }),
    id: (inputs) => inOrganization(text(inputs.uid) || newUid()),
  };
}
