/** Something that a deployment fills in: `${ORDINAL}`, `{{pod}}`, `<n>`, `$POD_NAME`, `%i`. */
export const FILLED_IN = /[${}<>%]/;
