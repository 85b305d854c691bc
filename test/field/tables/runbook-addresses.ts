import { expect } from "vitest";
import { loadCatalog } from "../../../language.ts";
import { alertsOf } from "../../../monitors/alerts.ts";
import { shop } from "../../analysis/contract/shop.ts";
import { type Edit, withCatalog } from "../../model/edited.ts";
import type { FieldTable } from "../case.ts";

const published = (address: string): Edit[] => [
  { file: "organization.yaml", replace: "runbooks: https://runbooks.example.com", with: `runbooks: ${JSON.stringify(address)}` },
];

/** The one address that every alert links to. */
function linked(address: string): string {
  const urls = new Set(alertsOf(shop(published(address))).map(({ runbook }) => runbook.url));
  expect(urls.size).toBe(1);
  return [...urls].join();
}

export const table: FieldTable = {
  title: "Addresses of runbooks",
  story: "Whoever is woken follows one link. An address that is put together wrongly is found out at that moment.",
  cases: [
    {
      reports: ["giantswarm/prometheus-rules#2127"],
      input: "Runbooks below an address with a query or a fragment: https://wiki.example.com/view?space=SRE#top.",
      answer: "The page joins the path, and query and fragment follow it.",
      proof: () => {
        expect(linked("https://wiki.example.com/view?space=SRE")).toBe("https://wiki.example.com/view/fix.md?space=SRE");
        expect(linked("https://wiki.example.com/view/?space=SRE#top")).toBe("https://wiki.example.com/view/fix.md?space=SRE#top");
        expect(linked("https://wiki.example.com//")).toBe("https://wiki.example.com/fix.md");
      },
    },
    {
      reports: [],
      input: "An application in the browser, whose path is its fragment: https://docs.example.com/#/runbooks.",
      answer: "The page joins the fragment.",
      proof: () => expect(linked("https://docs.example.com/#/runbooks")).toBe("https://docs.example.com/#/runbooks/fix.md"),
    },
    {
      reports: [],
      input: "A blank in the address.",
      answer: "It is encoded, since a message would end the link there.",
      proof: () => expect(linked("https://wiki.example.com/On Call")).toBe("https://wiki.example.com/On%20Call/fix.md"),
    },
    {
      reports: [],
      input: "An address such as javascript:alert(1), file:///srv/runbooks, or one with a name and password in it.",
      answer: "`check` refuses it: each message would carry it.",
      proof: () => {
        for (const address of ["javascript:alert(1)", "file:///srv/runbooks", "https://ann:secret@wiki.example.com"])
          withCatalog(published(address), (catalog) =>
            expect(
              loadCatalog(catalog).problems.map(({ code, at }) => `${code} ${at}`),
              address,
            ).toEqual(["invalid-form organization/runbooks"]),
          );
      },
    },
  ],
};
