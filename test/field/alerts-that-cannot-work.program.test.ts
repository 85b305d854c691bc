import { prove } from "./case.ts";
import { table } from "./tables/alerts-that-cannot-work.ts";

prove(table);
