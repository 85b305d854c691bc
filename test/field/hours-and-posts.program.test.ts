import { prove } from "./case.ts";
import { table } from "./tables/hours-and-posts.ts";

prove(table);
