package solar.aps;

import static solar.aps.MqttHouse.at;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Cases with a house and a broker that lets everybody in. */
abstract class MqttCases {
  static final String A = "407000000001";
  static final String B = "408000000002";

  @TempDir Path folder;
  MqttHouse here;
  House house;
  MqttBroker broker;

  @BeforeEach
  void build() throws Exception {
    here = new MqttHouse(folder);
    house = here.house;
    broker = MqttBroker.start();
  }

  @AfterEach
  void tearDown() {
    broker.close();
    here.close();
  }

  final House.Service service(String... more) throws Exception {
    return house.service(at(broker.url(), more));
  }
}
