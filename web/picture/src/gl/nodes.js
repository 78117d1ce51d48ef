/** The WebGL program of nodes: every shape from one signed distance function, with outline and a halo of paper. */

import { NodeProgram } from "sigma/rendering";
import { floatColor } from "sigma/utils";

const VERTEX = `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec4 a_outline;
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
attribute vec2 a_corner;
uniform mat3 u_matrix;
uniform vec2 u_viewport;
uniform float u_sizeRatio;
varying vec4 v_color;
varying vec4 v_outline;
varying vec2 v_at;
varying float v_radius;
varying float v_shape;
const float bias = 255.0 / 254.0;
void main() {
  float radius = a_size / u_sizeRatio;
  float reach = radius * 1.45 + 3.0;
  vec2 centre = (u_matrix * vec3(a_position, 1.0)).xy;
  v_at = a_corner * reach;
  v_radius = radius;
  v_shape = a_shape;
  gl_Position = a_size <= 0.0 ? vec4(2.0, 2.0, 0.0, 1.0) : vec4(centre + v_at * 2.0 / u_viewport, 0.0, 1.0);
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
  v_outline = a_outline;
  v_outline.a *= bias;
}`;

const FRAGMENT = `
precision highp float;
varying vec4 v_color;
varying vec4 v_outline;
varying vec2 v_at;
varying float v_radius;
varying float v_shape;
uniform vec3 u_paper;
uniform float u_pixelRatio;

float polygon(vec2 p, float n, float r, float turn) {
  float sector = 6.2831853 / n;
  float a = atan(p.y, p.x) - turn;
  a = mod(a + sector * 0.5, sector) - sector * 0.5;
  return length(p) * cos(abs(a) - sector * 0.5) - r * cos(sector * 0.5);
}

float box(vec2 p, vec2 b) {
  vec2 d = abs(p) - b;
  return length(max(d, 0.0)) + min(max(d.x, d.y), 0.0);
}

float outside(vec2 p, float s) {
  if (s < 1.5) return length(p) - 1.0;
  if (s < 2.5) return box(p, vec2(0.9));
  if (s < 3.5) return (abs(p.x) + abs(p.y) - 1.25) * 0.7071;
  if (s < 4.5) return polygon(p, 5.0, 1.15, 1.5707963);
  if (s < 5.5) return polygon(p, 6.0, 1.1, 0.0);
  if (s < 6.5) return polygon(p, 3.0, 1.35, 1.5707963);
  if (s < 7.5) return length(p) - 0.55;
  if (s < 8.5) return min(box(p, vec2(1.1, 0.4)), box(p, vec2(0.4, 1.1)));
  if (s < 9.5) return max(box(p, vec2(0.8, 1.05)), (p.x + p.y - 1.4) * 0.7071);
  return length(p) - 1.0;
}

void main() {
  vec2 p = v_at / v_radius;
  float d = outside(p, v_shape) * v_radius;
  #ifdef PICKING_MODE
  gl_FragColor = d < 2.0 ? v_color : vec4(0.0);
  #else
  float soft = 0.6 / u_pixelRatio;
  float rim = min(1.25, v_radius * 0.35);
  vec3 colour = mix(v_outline.rgb, v_color.rgb, smoothstep(-soft, soft, -d - rim));
  float hole = v_shape > 0.5 && v_shape < 1.5 ? 0.58 : 0.0;
  if (hole > 0.0) {
    float inner = (length(p) - hole) * v_radius;
    colour = mix(u_paper, colour, smoothstep(-soft, soft, inner));
  } else if (v_shape > 9.5) {
    float inner = (length(p) - 0.9) * v_radius;
    colour = mix(mix(u_paper, v_color.rgb, 0.22), colour, smoothstep(-soft, soft, inner));
  }
  float body = smoothstep(soft, -soft, d);
  float halo = smoothstep(soft, -soft, d - min(1.6, v_radius * 0.3)) * step(2.0, v_radius) * 0.92;
  vec3 under = mix(u_paper, colour, body);
  float alpha = max(body, halo);
  gl_FragColor = vec4(under * alpha, alpha);
  #endif
}`;

const CORNERS = [
  [-1, -1],
  [1, -1],
  [1, 1],
  [-1, -1],
  [1, 1],
  [-1, 1],
];

/** Make the program; `theme.paper` (three numbers from 0 to 1) is read at every drawing, so that themes may change. */
export function createNodeProgram(theme) {
  return class extends NodeProgram {
    getDefinition() {
      const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
      return {
        VERTICES: 6,
        VERTEX_SHADER_SOURCE: VERTEX,
        FRAGMENT_SHADER_SOURCE: FRAGMENT,
        METHOD: TRIANGLES,
        UNIFORMS: ["u_matrix", "u_viewport", "u_sizeRatio", "u_paper", "u_pixelRatio"],
        ATTRIBUTES: [
          { name: "a_position", size: 2, type: FLOAT },
          { name: "a_size", size: 1, type: FLOAT },
          { name: "a_shape", size: 1, type: FLOAT },
          { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
          { name: "a_outline", size: 4, type: UNSIGNED_BYTE, normalized: true },
          { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
        ],
        CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
        CONSTANT_DATA: CORNERS,
      };
    }

    processVisibleItem(id, at, node) {
      const { array } = this;
      array[at++] = node.x;
      array[at++] = node.y;
      array[at++] = node.size;
      array[at++] = node.shape;
      array[at++] = floatColor(node.color);
      array[at++] = floatColor(node.outline);
      array[at++] = id;
    }

    setUniforms(params, { gl, uniformLocations: u }) {
      gl.uniformMatrix3fv(u.u_matrix, false, params.matrix);
      gl.uniform2f(u.u_viewport, params.width, params.height);
      gl.uniform1f(u.u_sizeRatio, params.sizeRatio);
      if (u.u_paper) gl.uniform3f(u.u_paper, ...theme.paper);
      if (u.u_pixelRatio) gl.uniform1f(u.u_pixelRatio, params.pixelRatio);
    }
  };
}
