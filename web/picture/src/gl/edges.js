/** The WebGL program of ties: solid, dashed, dotted and double lines with arrow heads, all measured in pixels. */

import { EdgeProgram } from "sigma/rendering";
import { floatColor } from "sigma/utils";

const VERTEX = `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_start;
attribute vec2 a_end;
attribute vec2 a_radii;
attribute vec4 a_look;
attribute vec2 a_corner;
uniform mat3 u_matrix;
uniform vec2 u_viewport;
uniform float u_sizeRatio;
uniform float u_heads;
varying vec4 v_color;
varying vec2 v_at;
varying float v_length;
varying vec4 v_look;
const float bias = 255.0 / 254.0;
void main() {
  vec2 halved = u_viewport * 0.5;
  vec2 p = (u_matrix * vec3(a_start, 1.0)).xy * halved;
  vec2 q = (u_matrix * vec3(a_end, 1.0)).xy * halved;
  float full = length(q - p);
  vec2 along = full > 0.0 ? (q - p) / full : vec2(1.0, 0.0);
  vec2 gaps = (a_radii / u_sizeRatio + 2.0) * step(0.01, u_heads);
  float size = max(full - gaps.x - gaps.y, 0.0);
  float heads = size > 14.0 ? u_heads : 0.0;
  float reach = max(a_look.x * 0.5 + a_look.y * 2.0, a_look.z > 0.0 ? 4.2 * heads : 0.0) + 1.0;
  #ifdef PICKING_MODE
  reach = max(reach, 4.5);
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
  float x = a_corner.x * size;
  float y = a_corner.y * reach;
  vec2 at = p + along * (gaps.x + x) + vec2(-along.y, along.x) * y;
  v_at = vec2(x, y);
  v_length = size;
  v_look = vec4(a_look.xyz, heads);
  bool drawn = a_look.x > 0.0 && size > 0.0;
  v_look.w = heads;
  gl_Position = drawn ? vec4(at / halved, 0.0, 1.0) : vec4(2.0, 2.0, 0.0, 1.0);
}`;

const FRAGMENT = `
precision highp float;
varying vec4 v_color;
varying vec2 v_at;
varying float v_length;
varying vec4 v_look;
uniform float u_pixelRatio;
uniform float u_fade;

float head(float x, float y, float size) {
  return x < 0.0 ? 1.0 : max(abs(y) - x * 0.42, x - 9.0 * size);
}

void main() {
  #ifdef PICKING_MODE
  gl_FragColor = v_color;
  #else
  float soft = 0.55 / u_pixelRatio;
  float width = v_look.x * 0.5;
  float twin = floor(mod(v_look.y, 2.0));
  float mode = floor(v_look.z / 4.0);
  float arrows = mod(v_look.z, 4.0) * step(0.01, v_look.w);
  float start = mod(arrows, 2.0);
  float end = floor(arrows / 2.0);
  float x = v_at.x;
  float back = v_length - x;
  float y = v_at.y;
  float line = (twin > 0.5 ? abs(abs(y) - 1.9) : abs(y)) - width;
  line = max(line, max(start * 7.0 * v_look.w - x, end * 7.0 * v_look.w - back));
  if (mode > 1.5) line = max(line, abs(mod(x, 5.2) - 2.6) - 0.9);
  else if (mode > 0.5) line = max(line, abs(mod(x, 11.0) - 5.5) - 3.5);
  float d = line;
  if (start > 0.5) d = min(d, head(x, y, v_look.w));
  if (end > 0.5) d = min(d, head(back, y, v_look.w));
  float alpha = smoothstep(soft, -soft, d) * v_color.a * u_fade;
  gl_FragColor = vec4(v_color.rgb * alpha, alpha);
  #endif
}`;

const CORNERS = [
  [0, -1],
  [1, -1],
  [1, 1],
  [0, -1],
  [1, 1],
  [0, 1],
];

/** Make the program; `theme.heads` is the size of arrow heads (0 for none), `theme.fade` how strong lines are. */
export function createEdgeProgram(theme) {
  return class extends EdgeProgram {
    getDefinition() {
      const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
      return {
        VERTICES: 6,
        VERTEX_SHADER_SOURCE: VERTEX,
        FRAGMENT_SHADER_SOURCE: FRAGMENT,
        METHOD: TRIANGLES,
        UNIFORMS: ["u_matrix", "u_viewport", "u_sizeRatio", "u_heads", "u_pixelRatio", "u_fade"],
        ATTRIBUTES: [
          { name: "a_start", size: 2, type: FLOAT },
          { name: "a_end", size: 2, type: FLOAT },
          { name: "a_radii", size: 2, type: FLOAT },
          { name: "a_look", size: 4, type: FLOAT },
          { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
          { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
        ],
        CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
        CONSTANT_DATA: CORNERS,
      };
    }

    /** `look` is width, double or not, and style × 4 + arrows (1 at the start, 2 at the end). */
    processVisibleItem(id, at, source, target, edge) {
      const { array } = this;
      array[at++] = source.x;
      array[at++] = source.y;
      array[at++] = target.x;
      array[at++] = target.y;
      array[at++] = source.size;
      array[at++] = target.size;
      array[at++] = edge.size;
      array[at++] = edge.twin;
      array[at++] = edge.style * 4 + edge.arrows;
      array[at++] = 0;
      array[at++] = floatColor(edge.color);
      array[at++] = id;
    }

    setUniforms(params, { gl, uniformLocations: u }) {
      gl.uniformMatrix3fv(u.u_matrix, false, params.matrix);
      gl.uniform2f(u.u_viewport, params.width, params.height);
      gl.uniform1f(u.u_sizeRatio, params.sizeRatio);
      gl.uniform1f(u.u_heads, theme.heads);
      if (u.u_pixelRatio) gl.uniform1f(u.u_pixelRatio, params.pixelRatio);
      if (u.u_fade) gl.uniform1f(u.u_fade, theme.fade);
    }
  };
}
