// The setting for the size of everything in the window.
import { withKeys } from "@/actions/catalog";
import { useKeysOf } from "@/actions/Shortcuts";
import { Button } from "@/components/Button";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { NORMAL_ZOOM, nextZoom, setZoomLevel, useZoom } from "@/lib/zoom/zoom";

export function Zoom() {
  const percent = useZoom();
  const keysOf = useKeysOf();
  const [smaller, larger] = [nextZoom(percent, -1), nextZoom(percent, 1)];
  return (
    <Stack gap="1" role="group" aria-label="Zoom">
      <Text strong>Zoom (%)</Text>
      <Stack row gap="2">
        <Button
          icon="minus"
          label={withKeys("Zoom out", keysOf("zoomOut"))}
          disabled={smaller === null}
          onClick={() => smaller !== null && setZoomLevel(smaller)}
        />
        <Text role="status">{percent}</Text>
        <Button
          icon="plus"
          label={withKeys("Zoom in", keysOf("zoomIn"))}
          disabled={larger === null}
          onClick={() => larger !== null && setZoomLevel(larger)}
        />
        <Button disabled={percent === NORMAL_ZOOM} onClick={() => setZoomLevel(NORMAL_ZOOM)}>
          Reset
        </Button>
      </Stack>
    </Stack>
  );
}
