import { describe, expect, test } from "vitest";
import { differenceOf } from "../../../analysis/review/difference.ts";
import { findingsOf } from "../../../analysis/review/finding.ts";
import { type Edit, revisions, service, system, there } from "./changed.ts";

const backlog: Edit = (catalog) => {
  there(service(catalog, "hastecrm/jobs").alerts.backlog).when = { above: 5000 };
};
const withWords =
  (words: string): Edit =>
  (catalog) => {
    there(service(catalog, "hastecrm/jobs").alerts.backlog).unseen = words;
  };
const words = "queues of up to five thousand drain by themselves since the workers scale";

function findings(edit: Edit, before?: Edit) {
  const { base, head } = revisions(edit, before ? { before } : {});
  return findingsOf(differenceOf(base, head));
}

describe("a change that blinds", () => {
  test("is an error, with what is no longer seen and the way out", () => {
    const [found, ...more] = findings(backlog);
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      severity: "error",
      entry: "hastecrm/jobs/backlog",
      what: "notifies above 1000 for 10m -> above 5000: queue_depth above 1000 and up to 5000 is no longer detected",
    });
    expect(found?.way).toContain("`unseen:`");
  });

  test("is none where this very change says so", () => {
    const edit: Edit = (catalog) => {
      backlog(catalog);
      withWords(words)(catalog);
    };
    expect(findings(edit)).toEqual([]);
    const { base, head } = revisions(edit);
    expect(differenceOf(base, head)).toMatchObject([{ direction: "blind", declared: words }]);
  });

  test("is one again where the words were there before: they answered for another change", () => {
    expect(findings(backlog, withWords(words))).toHaveLength(1);
    const edited: Edit = (catalog) => {
      backlog(catalog);
      withWords(`${words}, and twice as far since March`)(catalog);
    };
    expect(findings(edited, withWords(words))).toEqual([]);
  });

  test("of a signal that several alerts read needs the words of each", () => {
    const narrowed: Edit = (catalog) => {
      Object.assign(there(service(catalog, "hastecrm/api").signals.success), { events: { of: "requests", bad: { status: "500" } } });
    };
    expect(findings(narrowed).map(({ entry }) => entry)).toEqual(["hastecrm/api/availability", "hastecrm/api/errors"]);
    const half: Edit = (catalog) => {
      narrowed(catalog);
      there(service(catalog, "hastecrm/api").slos.availability).unseen = "gateways answer 502 for requests that are retried";
    };
    expect(findings(half).map(({ entry }) => entry)).toEqual(["hastecrm/api/errors"]);
  });

  test("is a warning where there is no place to say so", () => {
    const found = findings((catalog) => {
      there(there(system(catalog, "hastecrm").logs?.pipelines.security).detect).above = 50;
    });
    expect(found).toMatchObject([{ severity: "warning", entry: "hastecrm/logs/security" }]);
  });
});

describe("what is removed", () => {
  const removed: Edit = (catalog) => {
    delete service(catalog, "hastecrm/jobs").alerts.backlog;
  };
  const retired: Edit = (catalog) => {
    system(catalog, "hastecrm").retired.push({ name: "hastecrm--jobs--backlog", why: words });
  };

  test("is an error without a new line of `retired:`", () => {
    expect(findings(removed).map(({ severity, entry }) => [severity, entry])).toEqual([["error", "hastecrm/jobs/backlog"]]);
    expect(findings(removed, retired)).toHaveLength(1);
  });

  test("is none with one", () => {
    const edit: Edit = (catalog) => {
      removed(catalog);
      retired(catalog);
    };
    expect(findings(edit)).toEqual([]);
    const { base, head } = revisions(edit);
    expect(differenceOf(base, head)).toMatchObject([{ direction: "blind", declared: words }]);
  });

  test("a whole objective is retired by its page, its ticket or its own name", () => {
    for (const name of ["hastecrm--email--success--page", "hastecrm--email--success"]) {
      const edit: Edit = (catalog) => {
        delete service(catalog, "hastecrm/email").slos.success;
        for (const ending of name.endsWith("--page") ? ["--page", "--ticket", "--floor"] : [""])
          system(catalog, "hastecrm").retired.push({ name: `hastecrm--email--success${ending}`, why: words });
      };
      expect(findings(edit)).toEqual([]);
    }
  });
});

describe("what is off here", () => {
  const muted: Edit = (catalog) => {
    there(service(catalog, "hastecrm/jobs").alerts.backlog).environments = { prod: { off: true } };
  };

  test("is told apart from what is gone, and its words are read from what is written", () => {
    const both: Edit = (catalog) => {
      muted(catalog);
      withWords(words)(catalog);
    };
    const { base, head, written } = revisions(both);
    expect(differenceOf(base, head, written)).toMatchObject([
      { what: "muted in prod: alert Queue backlog (warning)", direction: "blind", declared: words },
    ]);
    expect(differenceOf(base, head)[0]).toMatchObject({ undeclared: ["hastecrm/jobs/backlog"] });
  });
});

describe("a page that is gone, while another alert sees the same", () => {
  const removed: Edit = (catalog) => {
    delete service(catalog, "hastecrm/api").alerts.errors;
  };
  const because = "the page of the availability comes a minute later, and one call is enough";

  test("is an error: nobody would know whether it was meant", () => {
    const { base, head } = revisions(removed);
    expect(differenceOf(base, head)).toMatchObject([{ direction: "looser", undeclared: ["hastecrm/api/errors"] }]);
    expect(findings(removed)).toMatchObject([
      { severity: "error", entry: "hastecrm/api/errors", what: expect.stringContaining("nothing says that it goes on purpose") },
    ]);
  });

  test("is none with a new line of `retired:`, and its reason is told", () => {
    const retired: Edit = (catalog) => {
      removed(catalog);
      system(catalog, "hastecrm").retired.push({ name: "hastecrm--api--errors", why: because });
    };
    expect(findings(retired)).toEqual([]);
    const { base, head } = revisions(retired);
    expect(differenceOf(base, head)).toContainEqual(expect.objectContaining({ direction: "looser", declared: because }));
  });

  test("is no error of one that only posted: its line in the ledger is what a reviewer sees", () => {
    const { base, head } = revisions((catalog) => {
      there(service(catalog, "hastecrm/api").slos.availability).floor = undefined;
    });
    expect(findingsOf(differenceOf(base, head)).filter(({ what }) => what.includes("on purpose"))).toEqual([]);
  });
});
