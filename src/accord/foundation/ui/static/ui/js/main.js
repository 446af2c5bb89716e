// Starts the parts of the interface. Pages are links and forms first; all of this may be missing.
import { start as columns } from "./columns.js";
import { start as counts } from "./counts.js";
import { start as drafts } from "./drafts.js";
import { start as drawers } from "./drawers.js";
import { start as drops } from "./drops.js";
import { start as edits } from "./edits.js";
import { start as fields } from "./fields.js";
import { start as forms } from "./forms.js";
import { start as keys } from "./keys.js";
import { start as levels } from "./levels.js";
import { start as listing } from "./listing.js";
import { start as moving } from "./moving.js";
import { start as names } from "./names.js";
import { start as network } from "./network.js";
import { start as offline } from "./offline.js";
import { start as palette } from "./palette.js";
import { start as passages } from "./passages.js";
import { start as preferences } from "./preferences.js";
import { start as rows } from "./rows.js";
import { start as session } from "./session.js";
import { start as toasts } from "./toasts.js";

for (const begin of [network, session, toasts, preferences, forms, moving, fields, levels, rows, listing, drawers, drops, edits, drafts, names, palette, passages, columns, counts, keys, offline]) begin();

document.querySelector("[data-in-view]")?.scrollIntoView({ inline: "center", block: "nearest" });
addEventListener("scroll", () => document.body.classList.toggle("scrolled", scrollY > 6), { passive: true });
