/** The words by which carriers that Klarna's markets know are recognised in the name of a shipping option or provider. */
const CARRIERS: [name: string, words: RegExp][] = [
  ["DHL", /dhl/],
  ["UPS", /ups/],
  ["FedEx", /fed ?ex/],
  ["DPD", /dpd/],
  ["GLS", /gls/],
  ["PostNord", /post ?nord/],
  ["PostNL", /post ?nl/],
  ["Bring", /bring/],
  ["Posten", /posten/],
  ["Posti", /posti/],
  ["Matkahuolto", /matkahuolto/],
  ["Budbee", /budbee/],
  ["Instabox", /instabox/],
  ["Instabee", /instabee/],
  ["Airmee", /airmee/],
  ["Early Bird", /early ?bird/],
  ["Helthjem", /helthjem/],
  ["DB Schenker", /(db )?schenker/],
  ["Hermes", /hermes/],
  ["Evri", /evri/],
  ["Deutsche Post", /deutsche post/],
  ["Österreichische Post", /(ö|oe)sterreichische post/],
  ["Swiss Post", /swiss ?post/],
  ["bpost", /bpost/],
  ["InPost", /inpost/],
  ["Mondial Relay", /mondial ?relay/],
  ["Chronopost", /chronopost/],
  ["Colissimo", /colissimo/],
  ["Poste Italiane", /poste italiane/],
  ["BRT", /brt/],
  ["Correos", /correos/],
  ["SEUR", /seur/],
  ["Royal Mail", /royal ?mail/],
  ["Parcelforce", /parcelforce/],
  ["USPS", /usps/],
  ["OnTrac", /ontrac/],
  ["Canada Post", /canada ?post/],
  ["Purolator", /purolator/],
  ["Australia Post", /(australia|aus) ?post/],
  ["NZ Post", /nz ?post/],
]

/** The carrier that the first of these texts names as a word of its own; undefined rather than a guess. */
export function carrierIn(texts: (string | null | undefined)[]): string | undefined {
  for (const text of texts) {
    const found = CARRIERS.find(([, words]) => isNamed(words, text ?? ""))
    if (found) return found[0]
  }
  return undefined
}

/** `dhl_dhl` and "DHL Paket" name DHL, "Groups" does not name UPS. */
function isNamed(words: RegExp, text: string): boolean {
  const spaced = text.toLowerCase().replace(/[_\-./]/g, " ")
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.source})(?![\\p{L}\\p{N}])`, "u").test(spaced)
}
