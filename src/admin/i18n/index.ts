import da from "./json/da.json" with { type: "json" }
import de from "./json/de.json" with { type: "json" }
import en from "./json/en.json" with { type: "json" }
import fi from "./json/fi.json" with { type: "json" }
import nb from "./json/nb.json" with { type: "json" }
import nl from "./json/nl.json" with { type: "json" }
import sv from "./json/sv.json" with { type: "json" }

/** By Medusa's language codes. It offers no Norwegian and no Danish in its profile yet: they show where its `lng` cookie says `nb` or `da`. */
export default {
  da: { klarna: da },
  de: { klarna: de },
  en: { klarna: en },
  fi: { klarna: fi },
  nb: { klarna: nb },
  nl: { klarna: nl },
  sv: { klarna: sv },
}
