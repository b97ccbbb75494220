import en from "./json/en.json" with { type: "json" }

export default { en: { klarna: en } }
