// The desk's script: what a page needs is taken up where its parts are there. Reading works without it.
import { startKeys } from "./keys.js";
import { startForms } from "./forms.js";
import { startLive } from "./live.js";
import { startMap } from "./map.js";
import { startSelection } from "./selection.js";
import { startUploads } from "./uploads.js";
import { startList } from "./list.js";
import { onRefresh } from "./store.js";

document.documentElement.classList.add("scripted");
startForms();
startKeys();
startLive();
startSelection();
startUploads();
startList();
startMap();
onRefresh(startMap);
