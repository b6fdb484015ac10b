package solar.aps.layout;

/**
 * What the layout says of a panel.
 *
 * @param name what its owner calls it, or null: its ID
 * @param row its row on the roof, from 1 at the top, or null where it has a name only
 * @param column its column in the row, from 1 at the left, or null where it has a name only
 * @param rotation 0 for one that stands upright, 90 for one that lies on its side
 */
public record Place(String name, Integer row, Integer column, int rotation) {}
