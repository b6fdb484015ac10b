/** The JSON form of a summary, one for every sink. Imports {@code generation} and Jackson. */
package solar.aps.json;
