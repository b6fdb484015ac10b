/**
 * The JSON under {@code /api}, and the texts of the page before a script has run. Imports {@code
 * web}, {@code watch}, {@code history}, {@code layout}, {@code sink}, {@code generation}, {@code
 * check} and Jackson's writer.
 */
package solar.aps.web.api;
