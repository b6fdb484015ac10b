/**
 * What a user can set: from the command line, the environment, a properties file or the JSON file
 * of the original Python tool to checked, typed {@link solar.aps.config.Settings}. Knows the keys
 * that many read; every other key is declared by whoever reads it. Imports the JDK and Jackson's
 * streaming parser, and nothing else of the project.
 */
package solar.aps.config;
