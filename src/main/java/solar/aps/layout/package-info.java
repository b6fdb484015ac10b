/** How the panels are called and where they lie. Imports {@code config}. */
package solar.aps.layout;
