/** What a look at the program's surroundings found, for {@code --check}. Imports the JDK only. */
package solar.aps.check;
